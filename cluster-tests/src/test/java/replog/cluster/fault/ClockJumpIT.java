package replog.cluster.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import replog.cluster.harness.Answer;
import replog.cluster.harness.Await;
import replog.cluster.harness.Cluster;
import replog.cluster.harness.NodeClient;
import replog.cluster.harness.NodeProcess;
import replog.cluster.harness.ReadyOrSkip;
import replog.cluster.harness.Workload;

/** A wall clock that jumps, by libfaketime: no time-out depends on it. */
class ClockJumpIT {

    private static final int SOME = 30;
    private static final String TIMEOUT_MS =
            Long.toString(Duration.ofMinutes(30).toMillis());

    @RegisterExtension
    final Cluster cluster =
            new Cluster("--send-delay-ms", "0", "--response-timeout-ms", TIMEOUT_MS, "--log-level", "debug");

    @TempDir
    private Path folder;

    @Test
    void theWallClockJumpsAnHourAheadAndTwoBack() {
        Path library = library();
        ReadyOrSkip.need(Files.exists(library), "libfaketime (apt-get install faketime)");
        Path clock = folder.resolve("clock");
        set(clock, Duration.ZERO);
        cluster.withLauncher(
                "env",
                "LD_PRELOAD=" + library,
                "FAKETIME_TIMESTAMP_FILE=" + clock,
                "FAKETIME_NO_CACHE=1",
                "FAKETIME_DONT_FAKE_MONOTONIC=1",
                // Else every timed wait of the JVM takes far too long.
                "FAKETIME_FORCE_MONOTONIC_FIX=0");
        NodeProcess master = cluster.startMaster("--heartbeat-ms", TIMEOUT_MS);
        NodeProcess bonnie = cluster.startSecondary("bonnie");
        cluster.awaitInStep(master, 1);
        Workload load = Workload.start(master.client(), Map.of("bonnie", bonnie.client()));
        CompletableFuture<Answer> patient = master.client()
                .postBodyAsync("{\"message\":\"patient\",\"writeConcern\":3,\"timeoutMs\":" + TIMEOUT_MS + "}");
        cluster.awaitWaiting(master, 1);

        for (int hours : List.of(1, -1)) {
            set(clock, Duration.ofHours(hours));
            Await.until("both clocks have jumped", () -> hoursAhead(master) == hours && hoursAhead(bonnie) == hours);
            load.awaitAnswers(SOME);
        }
        load.addForeignMessages(1);
        load.finish();

        assertFalse(patient.isDone());
        assertEquals(List.of(), master.output().linesWith("TIMEOUT|SUSPECTED|UNHEALTHY|connection closed"));
        assertEquals(List.of(), bonnie.output().linesWith("TIMEOUT|nothing heard|connection to the master closed"));
        cluster.startSecondary("clyde_");
        Answer receipt = NodeClient.answerOf(patient);
        assertEquals(3, receipt.acknowledgedBy().size());
        long elapsedMs = receipt.json().path("elapsedMs").asLong(-1);
        assertTrue(elapsedMs >= 0 && elapsedMs < Duration.ofMinutes(30).toMillis(), receipt::toString);
    }

    /** How far the clock that it dates its answers by is ahead of that of this process. */
    private static long hoursAhead(NodeProcess node) {
        String date = node.client().get("/health").header("date").orElseThrow();
        ZonedDateTime there = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME);
        return Math.round(
                Duration.between(ZonedDateTime.now(there.getZone()), there).toMinutes() / 60.0);
    }

    /** In one step: a file that is empty for a moment would be a jump of its own. */
    private static void set(Path clock, Duration ahead) {
        try {
            Path next = Files.writeString(clock.resolveSibling("next"), String.format("%+d", ahead.toSeconds()));
            Files.move(next, clock, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path library() {
        try (Stream<Path> folders = Files.list(Path.of("/usr/lib"))) {
            return folders.map(folder -> folder.resolve("faketime").resolve("libfaketimeMT.so.1"))
                    .filter(Files::exists)
                    .findFirst()
                    .orElse(Path.of("/usr/lib/faketime/libfaketimeMT.so.1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
