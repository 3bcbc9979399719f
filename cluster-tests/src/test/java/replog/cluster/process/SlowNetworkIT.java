package replog.cluster.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import replog.cluster.harness.Answer;
import replog.cluster.harness.Cluster;
import replog.cluster.harness.NodeClient;
import replog.cluster.harness.NodeProcess;

/** The artificial delay: requests overtake each other, come late and come twice, and the list does not show it. */
class SlowNetworkIT {

    private static final int MESSAGES = 50;

    @RegisterExtension
    final Cluster cluster = new Cluster();

    @Test
    void everyReadIsABeginningOfTheListWhateverOvertakesWhat() {
        String[] slow = {"--send-delay-ms", "0-600", "--response-timeout-ms", "300"};
        NodeProcess master = cluster.startMaster(slow);
        NodeProcess bonnie = cluster.startSecondary("bonnie", slow);
        cluster.awaitInStep(master, 1);

        List<CompletableFuture<Answer>> receipts = IntStream.range(0, MESSAGES)
                .mapToObj(i -> master.client().postAsync("message " + i, 2))
                .toList();
        List<List<String>> reads = new ArrayList<>();
        while (!receipts.stream().allMatch(CompletableFuture::isDone)) {
            reads.add(bonnie.client().messages());
        }

        receipts.forEach(
                receipt -> assertEquals(200, NodeClient.answerOf(receipt).status()));
        List<String> list = master.client().messages();
        assertEquals(MESSAGES, list.size());
        assertEquals(list, bonnie.client().messages());
        assertEquals(0, bonnie.client().health().path("waitingBehindGap").asInt(-1));
        reads.forEach(read -> assertEquals(list.subList(0, read.size()), read));
        for (int i = 1; i < reads.size(); i++) {
            assertTrue(reads.get(i - 1).size() <= reads.get(i).size(), "a list has shrunk");
        }
        bonnie.output().await("keeps #\\d+ .* behind the gap");
        bonnie.output().await("ignoring duplicate #");
        master.output().await("invalidated request .*\\(TIMEOUT\\)");
        master.output().await("late answer to");
        master.output().await("ignoring one more answer to request");
    }

    @Test
    void theDelayMakesNoNodeSuspected() {
        NodeProcess master = cluster.startMaster("--send-delay-ms", "3000", "--heartbeat-ms", "500");
        cluster.startSecondary("bonnie", "--send-delay-ms", "0");
        cluster.awaitInStep(master, 1);

        assertEquals(
                List.of("master", "bonnie"), master.client().post("slowly", 2).acknowledgedBy());

        assertEquals(List.of(), master.output().linesWith("is (SUSPECTED|UNHEALTHY)"));
    }
}
