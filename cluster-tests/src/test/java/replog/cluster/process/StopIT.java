package replog.cluster.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import replog.cluster.harness.Answer;
import replog.cluster.harness.Cluster;
import replog.cluster.harness.NodeClient;
import replog.cluster.harness.NodeProcess;

/** SIGTERM: a node stops accepting, answers what can be answered, closes and ends with 0. */
class StopIT {

    @RegisterExtension
    final Cluster cluster = new Cluster("--send-delay-ms", "0");

    /** With one worker of each kind the core loop serves all connections. */
    @ParameterizedTest
    @ValueSource(strings = {"1", "3"})
    void aMasterAnswersThoseWhoWaitAndEndsWithZero(String workers) {
        NodeProcess master = cluster.startMaster("--http-workers", workers, "--comm-workers", workers);
        NodeProcess bonnie = cluster.startSecondary("bonnie", "--http-workers", workers);
        cluster.awaitInStep(master, 1);
        List<CompletableFuture<Answer>> waiting = IntStream.range(0, 100)
                .mapToObj(i -> master.client().postAsync("message " + i, 9))
                .toList();
        cluster.awaitWaiting(master, 100);

        master.terminate();

        for (CompletableFuture<Answer> client : waiting) {
            Answer answer = NodeClient.answerOf(client);
            assertEquals(503, answer.status());
            assertEquals(
                    "application/problem+json", answer.header("content-type").orElseThrow());
            assertTrue(answer.body().contains("acknowledgedBy"), answer::body);
        }
        assertEquals(0, master.awaitExit());
        bonnie.output().await("connection to the master closed");
        assertEquals(100, bonnie.client().messages().size());
        bonnie.terminate();
        assertEquals(0, bonnie.awaitExit());
    }

    @Test
    void aSecondaryEndsWithZeroWhetherItHasAMasterOrNot() {
        NodeProcess master = cluster.startMaster();
        NodeProcess bonnie = cluster.startSecondary("bonnie");
        NodeProcess lonely = cluster.startSecondaryOf(1, "lonely");
        cluster.awaitInStep(master, 1);

        bonnie.terminate();
        lonely.terminate();

        assertEquals(0, bonnie.awaitExit());
        assertEquals(0, lonely.awaitExit());
        master.output().await("id=bonnie\\] connection closed");
    }

    @Test
    void ctrlCIsAsGood() {
        NodeProcess master = cluster.startMaster();

        master.interrupt();

        assertEquals(0, master.awaitExit());
    }
}
