package replog.cluster.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import replog.cluster.harness.Answer;
import replog.cluster.harness.Cluster;
import replog.cluster.harness.NodeClient;
import replog.cluster.harness.NodeProcess;
import tools.jackson.databind.JsonNode;

/** A sync that fails: nothing more is acknowledged by that node, ever, while reads go on. */
class FailedSyncIT {

    private static final String DISK_FAILED = "urn:replog:problem:disk-failed";

    @RegisterExtension
    final Cluster cluster = new Cluster("--send-delay-ms", "0");

    @TempDir
    private Path folder;

    private DiskNodes nodes;

    @BeforeEach
    void needStrace() {
        FailingDisk.needStrace();
        nodes = new DiskNodes(cluster, folder);
    }

    @Test
    void aMasterAcknowledgesNothingMoreSaysWhyAndIsReadUntilItIsStopped() {
        FailingDisk.failSyncsFrom(cluster, 8);
        NodeProcess master = nodes.startMaster();
        List<String> acknowledged = postUntilRefused(master);
        assertFalse(acknowledged.isEmpty());

        Answer next = master.client().post("too late", 1);
        assertEquals(503, next.status());
        assertEquals(DISK_FAILED, next.json().path("type").asString());
        JsonNode health = master.client().health();
        assertEquals("DISK_FAILED", health.path("state").asString());
        assertTrue(health.path("diskFailure").asString().contains("sync"), health::toString);
        assertEquals(acknowledged, master.client().messages());
        assertEquals(1, master.output().linesWith("takes no more messages").size());
        master.terminate();
        assertEquals(4, master.awaitExit());

        FailingDisk.heal(cluster);
        master = nodes.startMaster();
        // The message whose sync failed may be there or not; those that were acknowledged are.
        assertEquals(acknowledged, master.client().messages().subList(0, acknowledged.size()));
        assertEquals(200, master.client().post("again", 1).status());
    }

    @Test
    void aSecondaryLeavesItsMasterAndEndsAndWhoWaitsForItIsAnsweredWhenItIsBack() {
        NodeProcess master = nodes.startMaster();
        FailingDisk.failSyncsFrom(cluster, 8);
        NodeProcess bonnie = nodes.startSecondary("bonnie", "--reconnect-ms", "100");
        cluster.awaitInStep(master, 1);

        List<CompletableFuture<Answer>> answers = new ArrayList<>();
        while (bonnie.isAlive() && answers.size() < 1000) {
            CompletableFuture<Answer> answer = master.client().postAsync("m" + answers.size(), 2);
            answers.add(answer);
            CompletableFuture.anyOf(answer, bonnie.onExit()).join();
        }

        assertEquals(4, bonnie.awaitExit());
        bonnie.output().await("takes no more messages, what it holds can still be read: .*sync");
        cluster.awaitWaiting(master, 1);
        FailingDisk.heal(cluster);
        bonnie = nodes.startSecondary("bonnie", "--reconnect-ms", "100");
        for (CompletableFuture<Answer> answer : answers) {
            assertEquals(
                    List.of("master", "bonnie"), NodeClient.answerOf(answer).acknowledgedBy());
        }
        assertEquals(master.client().messages(), bonnie.client().messages());
    }

    private static List<String> postUntilRefused(NodeProcess master) {
        List<String> acknowledged = new ArrayList<>();
        while (acknowledged.size() < 1000) {
            String text = "m" + acknowledged.size();
            Answer answer = master.client().post(text, 1);
            if (answer.status() == 503) {
                assertEquals(DISK_FAILED, answer.json().path("type").asString());
                return acknowledged;
            }
            assertEquals(200, answer.status());
            acknowledged.add(text);
        }
        throw new AssertionError("no sync has failed");
    }
}
