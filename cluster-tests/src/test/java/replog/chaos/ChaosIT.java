package replog.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import replog.check.Checkers;
import replog.check.Violation;
import replog.history.HistoryEvent;
import replog.history.HistoryEvent.Fault;
import replog.history.HistoryEvent.Read;
import replog.history.HistoryEvent.Receipt;
import replog.history.HistoryFormat;

/** A short run of {@code ./chaos} against real nodes keeps every promise, and its history would betray a lie. */
class ChaosIT {

    @TempDir
    static Path folder;

    private static int exitCode;
    private static List<HistoryEvent> history = List.of();

    @BeforeAll
    static void run() throws IOException {
        Path file = folder.resolve("history.ndjson");
        exitCode = chaos("--minutes", "0.25", "--disks", "--seed", "2", "--history", file.toString());
        history = Files.readAllLines(file).stream().map(HistoryFormat::read).toList();
    }

    @Test
    void everyPromiseIsKept() {
        assertEquals(0, exitCode);
        assertEquals(Optional.empty(), check(history));
    }

    @Test
    void thingsWereBrokenAndClientsAnsweredMeanwhile() {
        Set<String> faults = all(Fault.class).stream()
                .map(fault -> fault.what().replaceFirst(" .*", ""))
                .collect(Collectors.toSet());
        Set<Integer> answers = all(Receipt.class).stream().map(Receipt::status).collect(Collectors.toSet());
        Set<String> read = all(Read.class).stream().map(Read::n).collect(Collectors.toSet());

        assertTrue(faults.size() >= 2, faults::toString);
        assertTrue(answers.containsAll(Set.of(200, 202)), answers::toString);
        assertEquals(Set.of("master", "secondary-1", "secondary-2", "secondary-3"), read);
    }

    @ParameterizedTest
    @ValueSource(strings = {"master", "secondary-1"})
    void aMessageThatIsMissingFromOneReadIsFound(String node) {
        Read whole = lastWholeReadOf(node);
        List<Long> others = new ArrayList<>(whole.cs());
        others.remove(others.size() / 2);

        assertNotEquals(Optional.empty(), check(with(whole, others)));
    }

    @Test
    void clientsWereAnsweredForSeveralMessagesOfOneRequest() {
        List<Receipt> several = receiptsForSeveral();

        assertTrue(several.stream().anyMatch(receipt -> receipt.status() == 200), several::toString);
        assertTrue(several.stream().anyMatch(receipt -> receipt.m() == receipt.last()), several::toString);
    }

    @Test
    void twoMessagesOfOneRequestInTheWrongOrderAreFound() {
        Receipt first = receiptsForSeveral().get(0);
        Read whole = lastWholeReadOf("secondary-1");
        List<Long> exchanged = new ArrayList<>(whole.cs());
        Collections.swap(exchanged, (int) first.m(), (int) first.m() + 1);

        assertNotEquals(Optional.empty(), check(with(whole, exchanged)));
    }

    @Test
    void aReceiptForSeveralMessagesThatNamesTooFewNodesIsFound() {
        Receipt met = receiptsForSeveral().stream()
                .filter(receipt -> receipt.status() == 200 && receipt.w() >= 2)
                .findFirst()
                .orElseThrow();
        Receipt lie = new Receipt(met.t(), met.n(), met.c(), met.m(), met.w(), 200, List.of("master"), met.l());

        assertNotEquals(Optional.empty(), check(with(met, lie)));
    }

    @Test
    void aReadThatIsShorterThanWhatWasAcknowledgedIsFound() {
        Read whole = lastWholeReadOf("secondary-1");

        assertNotEquals(
                Optional.empty(),
                check(with(whole, whole.cs().subList(0, whole.cs().size() - 1))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--minutes=0", "--minutes=x", "--secondaries=0", "--secondaries=10", "--secnodaries=3"})
    void wrongOptionsEndWithTwo(String option) {
        assertEquals(2, chaos(option));
    }

    private static int chaos(String... arguments) {
        return new CommandLine(new ChaosMain()).execute(arguments);
    }

    private static Read lastWholeReadOf(String node) {
        return all(Read.class).stream()
                .filter(read -> read.n().equals(node) && read.from() == 0)
                .reduce((earlier, later) -> later)
                .orElseThrow();
    }

    /** The history, but that this read has shown other messages, with dense ids as a node would give them. */
    private static List<HistoryEvent> with(Read read, List<Long> clients) {
        Read other = new Read(
                read.t(),
                read.n(),
                read.begun(),
                read.log(),
                read.from(),
                read.status(),
                read.ids().subList(0, clients.size()),
                clients);
        return with(read, other);
    }

    /** The history with another event in the place of this one. */
    private static List<HistoryEvent> with(HistoryEvent event, HistoryEvent other) {
        return history.stream().map(each -> each == event ? other : each).toList();
    }

    /** Of requests with several messages, one for each of them. */
    private static List<Receipt> receiptsForSeveral() {
        return all(Receipt.class).stream()
                .filter(receipt -> receipt.l() != null)
                .toList();
    }

    private static Optional<Violation> check(List<HistoryEvent> events) {
        Checkers checkers = new Checkers();
        events.forEach(checkers::accept);
        return checkers.first();
    }

    private static <T> List<T> all(Class<T> type) {
        return history.stream().filter(type::isInstance).map(type::cast).toList();
    }
}
