package replog.cluster.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import replog.cluster.harness.Answer;
import replog.cluster.harness.Await;
import replog.cluster.harness.Cluster;
import replog.cluster.harness.CommandRun;
import replog.cluster.harness.NodeProcess;
import replog.cluster.harness.RawConnection;
import replog.cluster.harness.ReadyOrSkip;
import replog.cluster.harness.Requests;
import replog.cluster.harness.Workload;

/** Nodes that have too little of what a machine gives: processor, memory, open files. */
class ResourceFaultIT {

    private static final int SOME = 30;
    private static final int OPEN_FILES = 64;
    private static final int LARGE = 1_000_000;
    private static final int SMALL_HEAP_MB = 24;
    private static final int LARGE_HEAP_MB = 256;
    private static final String OUT_OF_MEMORY = "OutOfMemoryError|out of memory";

    @RegisterExtension
    final Cluster cluster = new Cluster("--send-delay-ms", "0", "--response-timeout-ms", "300");

    /** All nodes on one processor, behind a process that wants all of it, too. */
    @Test
    void littleProcessor() {
        ReadyOrSkip.need(CommandRun.of("bash", "-c", "command -v taskset nice").exitCode() == 0, "taskset and nice");
        cluster.withLauncher("taskset", "-c", "0", "nice", "-n", "10");
        NodeProcess master = cluster.startMaster("--heartbeat-ms", "200");
        NodeProcess bonnie = cluster.startSecondary("bonnie", "--reconnect-ms", "100");
        List<String> greedy = List.of("taskset", "-c", "0", "nice", "-n", "8", "bash", "-c", "while :; do :; done");

        try (NodeProcess busy = NodeProcess.start("busy loop", 0, greedy)) {
            Workload load = Workload.start(master.client(), Map.of("bonnie", bonnie.client()));
            load.awaitAnswers(3 * SOME);
            assertTrue(busy.isAlive());
            load.finish();
        }
        cluster.awaitInStep(master, 1);
    }

    /** A list that outgrows the heap of a node: it serves on or ends and says why, and the others hold what was acknowledged. */
    @ParameterizedTest
    @ValueSource(strings = {"master", "bonnie"})
    void aSmallHeapThatIsFull(String small) {
        NodeProcess master = startWithHeap(small.equals("master"), () -> cluster.startMaster("--heartbeat-ms", "200"));
        NodeProcess bonnie =
                startWithHeap(small.equals("bonnie"), () -> cluster.startSecondary("bonnie", "--reconnect-ms", "100"));
        NodeProcess clyde = startWithHeap(false, () -> cluster.startSecondary("clyde_", "--reconnect-ms", "100"));
        cluster.awaitInStep(master, 2);
        NodeProcess full = small.equals("master") ? master : bonnie;
        full.output().foresee(OUT_OF_MEMORY + "|^\\tat ");

        List<String> acknowledged = new ArrayList<>();
        for (int i = 0; i < 2 * SMALL_HEAP_MB; i++) {
            String text = i + " " + "x".repeat(LARGE);
            if (isStored(master, text)) {
                acknowledged.add(text);
            }
        }

        full.output().await(OUT_OF_MEMORY);
        assertServesOrHasEnded(full);
        List<String> list = clyde.client().messages();
        assertTrue(list.containsAll(acknowledged), "an acknowledged message is lost");
        assertTrue(
                small.equals("master") || acknowledged.size() == 2 * SMALL_HEAP_MB, "a full secondary held others up");
    }

    @Test
    void noOpenFilesLeft() {
        cluster.withLauncher("bash", "-c", "ulimit -n " + OPEN_FILES + "; exec \"$@\"", "bash");
        NodeProcess master = cluster.startMaster();
        NodeProcess bonnie = cluster.startSecondary("bonnie");
        cluster.awaitInStep(master, 1);
        assertEquals(OPEN_FILES, master.status().maxOpenFiles());

        List<RawConnection> clients = new ArrayList<>();
        for (int i = 0; i < 2 * OPEN_FILES; i++) {
            clients.add(RawConnection.to(master.httpPort()).send(Requests.get("/health")));
        }
        master.output().await("cannot accept connections, trying again");
        clients.forEach(RawConnection::close);

        Answer receipt = master.client().post("and so on", 2);
        assertEquals(List.of("master", "bonnie"), receipt.acknowledgedBy());
        assertEquals(master.client().messages(), bonnie.client().messages());
    }

    private NodeProcess startWithHeap(boolean small, Supplier<NodeProcess> start) {
        cluster.withJvmOptions("-Xmx" + (small ? SMALL_HEAP_MB : LARGE_HEAP_MB) + "m");
        return start.get();
    }

    /** Whether this was acknowledged; a node without memory may close the connection instead, or be gone. */
    private static boolean isStored(NodeProcess master, String text) {
        try {
            return master.client().post(text, 2).status() == 200;
        } catch (CompletionException noAnswer) {
            return false;
        }
    }

    private static void assertServesOrHasEnded(NodeProcess node) {
        Await.until(node.name() + " serves or has ended", () -> {
            try {
                return !node.isAlive() || node.client().get("/messages/0").status() == 200;
            } catch (CompletionException noAnswer) {
                return false;
            }
        });
        if (!node.isAlive()) {
            assertNotEquals(0, node.awaitExit());
        }
    }
}
