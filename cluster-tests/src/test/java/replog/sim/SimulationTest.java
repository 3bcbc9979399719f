package replog.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import replog.chaos.Repository;
import replog.check.Violation;
import replog.history.HistoryEvent;
import replog.history.HistoryEvent.Read;
import replog.history.HistoryEvent.Receipt;
import replog.history.HistoryFormat;
import replog.sim.Step.Kind;

/** Random histories of the whole cluster. A failure names its seed, which {@code ./simulate --seed} plays again. */
class SimulationTest {

    private static final SimOptions PLAIN =
            new SimOptions(30_000, 1000, 2000, 100, 1000, 1000, 1500, 3000, 0, 100_000, 10, 1 << 20, 0, null);

    @BeforeAll
    static void silence() {
        SimulateMain.silenceNodes();
    }

    @Test
    void everyRunKeepsThePromisesAndAllThatShouldHappenDoes() throws InterruptedException {
        Batch batch = new Batch(1, 1500, 2);

        batch.run();

        assertEquals(new TreeSet<Long>(), batch.failed());
        assertEquals(1500, batch.passed());
        assertEquals(List.of(), batch.sometimes().missing());
    }

    @Test
    void theSameSeedGivesTheSameHistoryAndAnotherOneAnother() {
        assertEquals(HistoryHash.ofSeeds(1, 20), HistoryHash.ofSeeds(1, 20));
        assertNotEquals(HistoryHash.ofSeeds(1, 1), HistoryHash.ofSeeds(2, 1));
    }

    @Test
    void theLinesOfAHistoryTellAllOfIt() {
        List<HistoryEvent> events = new ArrayList<>();
        List<HistoryEvent> readAgain = new ArrayList<>();

        for (long seed = 1; seed <= 20; seed++) {
            new SimRun(Planner.plan(seed))
                    .toldTo(event -> {
                        events.add(event);
                        readAgain.add(HistoryFormat.read(HistoryFormat.write(event)));
                    })
                    .play();
        }

        assertEquals(events, readAgain);
    }

    @Test
    void aScheduleReadFromItsFileIsTheSame() {
        Schedule schedule = Planner.plan(7);

        assertEquals(schedule, Schedule.of(schedule.lines()));
    }

    @Test
    void aMessageWaitsForANodeThatIsMissingWhileOthersGoOn() {
        List<HistoryEvent> events = new ArrayList<>();
        Schedule acceptance = new Schedule(
                1,
                PLAIN,
                List.of(
                        new Step(0, 0, Kind.JOIN, "bonnie", 0, 0),
                        new Step(1, 8000, Kind.POST, "master", 0, 1),
                        new Step(2, 8100, Kind.POST, "master", 0, 2),
                        new Step(3, 8200, Kind.POST, "master", 0, 3),
                        new Step(4, 8300, Kind.POST, "master", 0, 1),
                        new Step(5, 20_000, Kind.JOIN, "clyde", 0, 0)));

        Optional<Violation> violation =
                new SimRun(acceptance).toldTo(events::add).play();

        assertEquals(Optional.empty(), violation);
        assertEquals(List.of(1L, 4L, 2L, 3L), receipts(events).map(Receipt::c).toList());
        Receipt msg3 = receipts(events).skip(3).findFirst().orElseThrow();
        assertTrue(msg3.t() > 20_000, msg3::toString);
        assertEquals(List.of("master", "bonnie", "clyde"), msg3.by());
        assertEquals(List.of(1L, 2L, 3L, 4L), lastReadOf("clyde", events).cs());
    }

    /** Each of these found a planted bug, or a real one; without the bug it passes. */
    @ParameterizedTest
    @MethodSource("schedules")
    void aScheduleThatFailedWithABugPassesWithoutIt(Path file) throws Exception {
        Schedule schedule = Schedule.of(Files.readAllLines(file));

        assertEquals(Optional.empty(), new SimRun(schedule).play());
    }

    static List<Path> schedules() throws Exception {
        try (Stream<Path> files = Files.list(Repository.root().resolve("cluster-tests/src/test/schedules"))) {
            return files.filter(file -> file.toString().endsWith(".schedule"))
                    .sorted()
                    .toList();
        }
    }

    private static Stream<Receipt> receipts(List<HistoryEvent> events) {
        return events.stream().filter(Receipt.class::isInstance).map(Receipt.class::cast);
    }

    private static Read lastReadOf(String node, List<HistoryEvent> events) {
        return events.stream()
                .filter(event -> event instanceof Read read && read.n().equals(node))
                .map(Read.class::cast)
                .reduce((first, second) -> second)
                .orElseThrow();
    }
}
