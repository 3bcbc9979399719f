package replog.cluster.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import replog.cluster.harness.Answer;
import replog.cluster.harness.Cluster;
import replog.cluster.harness.NodeClient;
import replog.cluster.harness.NodeProcess;

/** Nodes that die without a word. */
class CrashIT {

    private static final int CLIENTS = 20;

    @RegisterExtension
    final Cluster cluster = new Cluster("--send-delay-ms", "0");

    @Test
    void clientsThatWaitedForAKilledSecondaryAreAnsweredWhenItIsBack() {
        NodeProcess master = cluster.startMaster();
        NodeProcess bonnie = cluster.startSecondary("bonnie");
        cluster.awaitInStep(master, 1);
        List<CompletableFuture<Answer>> forThree = postAll(master, 3);
        cluster.awaitWaiting(master, CLIENTS);
        cluster.awaitInStep(master, 1);

        bonnie.kill();
        master.output().await("id=bonnie\\] connection closed");
        List<CompletableFuture<Answer>> forTwo = postAll(master, 2);
        cluster.awaitWaiting(master, 2 * CLIENTS);
        NodeProcess again = cluster.startSecondary("bonnie", "--reconnect-ms", "100");

        forTwo.forEach(answer -> assertEquals(List.of("master", "bonnie"), acknowledged(answer)));
        cluster.awaitWaiting(master, CLIENTS);
        cluster.startSecondary("clyde_");
        forThree.forEach(
                answer -> assertEquals(Set.of("master", "bonnie", "clyde_"), Set.copyOf(acknowledged(answer))));
        assertEquals(master.client().messages(), again.client().messages());
    }

    @Test
    void aMasterThatLostItsMemoryIsNotFollowedByThoseWhoRemember() {
        NodeProcess master = cluster.startMaster();
        NodeProcess bonnie = cluster.startSecondary("bonnie", "--reconnect-ms", "100");
        cluster.awaitInStep(master, 1);
        master.client().post("before", 2);
        CompletableFuture<Answer> waiting = master.client().postAsync("waiting", 3);
        cluster.awaitWaiting(master, 1);
        cluster.awaitInStep(master, 1);

        master.kill();
        assertThrows(CompletionException.class, () -> NodeClient.answerOf(waiting));
        NodeProcess next = cluster.startMaster();

        String refusal = "refused .*2 messages of another log";
        bonnie.output().await(refusal);
        next.output().await(refusal);
        long soFar = bonnie.output().end();
        bonnie.output().awaitAfter(soFar, refusal); // It does not give up, in case its old master comes back.
        Answer list = bonnie.client().get("/messages");
        assertEquals("disconnected", list.header("replication-state").orElseThrow());
        assertEquals(List.of("before", "waiting"), bonnie.client().messages());

        NodeProcess clyde = cluster.startSecondary("clyde_");
        assertEquals(List.of("master", "clyde_"), next.client().post("after", 2).acknowledgedBy());
        assertEquals(List.of("after"), clyde.client().messages());
        assertEquals(List.of("before", "waiting"), bonnie.client().messages());
    }

    @Test
    void aSecondaryWithoutMessagesFollowsTheNextMaster() {
        NodeProcess master = cluster.startMaster();
        NodeProcess bonnie = cluster.startSecondary("bonnie", "--reconnect-ms", "100");
        cluster.awaitInStep(master, 1);

        master.kill();
        bonnie.output().await("cannot connect to the master");
        NodeProcess next = cluster.startMaster();

        assertEquals(List.of("master", "bonnie"), next.client().post("first", 2).acknowledgedBy());
        assertEquals(List.of("first"), bonnie.client().messages());
    }

    private static List<CompletableFuture<Answer>> postAll(NodeProcess master, int writeConcern) {
        return IntStream.range(0, CLIENTS)
                .mapToObj(i -> master.client().postAsync("w" + writeConcern + "-" + i, writeConcern))
                .toList();
    }

    private static List<String> acknowledged(CompletableFuture<Answer> answer) {
        Answer receipt = NodeClient.answerOf(answer);
        assertEquals(200, receipt.status(), receipt::toString);
        assertTrue(receipt.acknowledgedBy().size() >= 2);
        return receipt.acknowledgedBy();
    }
}
