package replog.cluster.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import replog.cluster.harness.Answer;
import replog.cluster.harness.Cluster;
import replog.cluster.harness.NodeClient;
import replog.cluster.harness.NodeProcess;

/** The story of the README, with the artificial delay that is on by default. */
class AcceptanceIT {

    @RegisterExtension
    final Cluster cluster = new Cluster();

    @Test
    void aMessageWaitsForANodeThatIsMissingWhileOthersGoOn() {
        NodeProcess master = cluster.startMaster();
        NodeProcess bonnie = cluster.startSecondary("bonnie");
        master.output().await("id=bonnie\\] ready, holds 0");
        NodeClient client = master.client();

        assertEquals(List.of("master"), acknowledged(client.post("Msg1", 1)));
        assertEquals(List.of("master", "bonnie"), acknowledged(client.post("Msg2", 2)));
        CompletableFuture<Answer> msg3 = client.postAsync("Msg3", 3);
        master.output().await("message 2 waits for its write concern of 3");
        acknowledged(client.post("Msg4", 1));
        assertFalse(msg3.isDone());

        NodeProcess clyde = cluster.startSecondary("clyde_");
        assertEquals(Set.of("master", "bonnie", "clyde_"), Set.copyOf(acknowledged(NodeClient.answerOf(msg3))));
        assertEquals(List.of("Msg1", "Msg2", "Msg3", "Msg4"), clyde.client().messages());

        logsTellTheStory(master, bonnie, clyde);
    }

    private static void logsTellTheStory(NodeProcess master, NodeProcess bonnie, NodeProcess clyde) {
        master.output().await("artificial delay 1000-2000 ms");
        master.output()
                .awaitInOrder(
                        "connected",
                        "got Hello.*name=bonnie",
                        "id=bonnie\\] accepted, holds 0 of 0",
                        "id=bonnie\\] ready, holds ",
                        "id=bonnie\\] sending .*#1 \"Msg2\".*artificially delayed by [12]\\d{3}ms",
                        "write concern met: .*id=1",
                        "message 2 waits for its write concern of 3",
                        "write concern met: .*id=3",
                        "id=clyde_\\] accepted, holds 0 of 4",
                        "id=clyde_\\] sending 4 messages from 0 on",
                        "write concern met: .*id=2");
        bonnie.output()
                .awaitInOrder(
                        "connected, saying Hello",
                        "sending .*Hello.*artificially delayed by",
                        "accepted, the master has ",
                        "caught up",
                        "the master knows that this node is ready");
        bonnie.output().await("(holds|keeps) #1 \"Msg2\"");
        clyde.output()
                .awaitInOrder(
                        "accepted, the master has 4 messages, this node 0", "fetched 4 messages, holds 4", "caught up");
    }

    private static List<String> acknowledged(Answer answer) {
        assertEquals(200, answer.status(), answer::toString);
        return answer.acknowledgedBy();
    }
}
