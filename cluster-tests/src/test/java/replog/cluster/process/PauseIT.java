package replog.cluster.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import replog.cluster.harness.Answer;
import replog.cluster.harness.Await;
import replog.cluster.harness.Cluster;
import replog.cluster.harness.NodeClient;
import replog.cluster.harness.NodeProcess;
import tools.jackson.databind.JsonNode;

/** Nodes that fall silent while their connections stay open, as in a long pause of the machine or on a cut cable. */
class PauseIT {

    @RegisterExtension
    final Cluster cluster = new Cluster("--send-delay-ms", "0");

    @Test
    void aPausedSecondaryHoldsNobodyUpAndComesBackByItself() {
        NodeProcess master = cluster.startMaster("--heartbeat-ms", "100");
        cluster.startSecondary("bonnie", "--reconnect-ms", "100");
        NodeProcess clyde = cluster.startSecondary("clyde_", "--reconnect-ms", "100");
        cluster.awaitInStep(master, 2);

        clyde.pause();
        CompletableFuture<Answer> forAll = master.client().postAsync("for all", 3);
        assertEquals(
                List.of("master", "bonnie"), master.client().post("for two", 2).acknowledgedBy());
        assertEquals(200, master.client().post("for one", 1).status());
        master.output().awaitInOrder("id=clyde_\\] is SUSPECTED", "id=clyde_\\] is UNHEALTHY");
        Await.until("clyde_ is shown as gone", () -> {
            JsonNode known = clydeIn(master.client().health());
            return known.path("state").asString().equals("UNHEALTHY")
                    && !known.path("connected").asBoolean(true)
                    && known.path("lag").asInt() > 0;
        });
        assertFalse(forAll.isDone());

        clyde.resume();
        Answer receipt = NodeClient.answerOf(forAll);
        assertEquals(Set.of("master", "bonnie", "clyde_"), Set.copyOf(receipt.acknowledgedBy()));
        cluster.awaitInStep(master, 2);
        assertEquals(master.client().messages(), clyde.client().messages());
    }

    @Test
    void aSecondaryThatIsPausedForAMomentKeepsItsConnection() {
        NodeProcess master = cluster.startMaster("--heartbeat-ms", "1000");
        NodeProcess clyde = cluster.startSecondary("clyde_");
        cluster.awaitInStep(master, 1);

        clyde.pause();
        CompletableFuture<Answer> receipt = master.client().postAsync("hello?", 2);
        master.output().await("id=clyde_\\] is SUSPECTED");
        clyde.resume();

        assertEquals(List.of("master", "clyde_"), NodeClient.answerOf(receipt).acknowledgedBy());
        master.output().awaitInOrder("id=clyde_\\] is SUSPECTED", "id=clyde_\\] is HEALTHY");
        assertEquals(List.of(), master.output().linesWith("connection closed"));
    }

    @Test
    void aPausedMasterIsMissedAndGoesOnWhereItWas() {
        NodeProcess master = cluster.startMaster("--heartbeat-ms", "100");
        NodeProcess bonnie = cluster.startSecondary("bonnie", "--reconnect-ms", "100");
        cluster.awaitInStep(master, 1);
        master.client().post("before", 2);
        CompletableFuture<Answer> waiting = master.client().postAsync("waiting", 3);
        cluster.awaitWaiting(master, 1);
        cluster.awaitInStep(master, 1);

        master.pause();
        bonnie.output().await("nothing heard from the master for 10 heartbeats");
        Answer list = bonnie.client().get("/messages");
        assertEquals(200, list.status());
        assertEquals("disconnected", list.header("replication-state").orElseThrow());

        master.resume();
        cluster.startSecondary("clyde_");
        assertEquals(200, NodeClient.answerOf(waiting).status());
        cluster.awaitInStep(master, 2);
        assertEquals(
                "connected",
                bonnie.client().get("/messages").header("replication-state").orElseThrow());
        assertEquals(List.of("before", "waiting"), bonnie.client().messages());
    }

    private static JsonNode clydeIn(JsonNode health) {
        for (JsonNode secondary : health.path("secondaries")) {
            if (secondary.path("name").asString().equals("clyde_")) {
                return secondary;
            }
        }
        throw new AssertionError("no clyde_ in " + health);
    }
}
