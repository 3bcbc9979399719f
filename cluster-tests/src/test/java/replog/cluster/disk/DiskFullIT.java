package replog.cluster.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import replog.cluster.harness.Answer;
import replog.cluster.harness.Cluster;
import replog.cluster.harness.CommandRun;
import replog.cluster.harness.NodeClient;
import replog.cluster.harness.NodeProcess;
import tools.jackson.databind.JsonNode;

/** A disk that is full, in the shape of a small file system in memory. For root only. */
class DiskFullIT {

    private static final int DISK_BYTES = 8 << 20;
    private static final int TEXT_BYTES = 100_000;
    private static final int MORE_THAN_FIT = 2 * DISK_BYTES / TEXT_BYTES;

    @RegisterExtension
    final Cluster cluster = new Cluster("--send-delay-ms", "0", "--segment-bytes", Integer.toString(1 << 20));

    @TempDir
    private Path folder;

    private final List<NodeProcess> started = new ArrayList<>();
    private DiskNodes nodes;
    private @Nullable Mount disk;

    @BeforeEach
    void needRoot() {
        Mount.needRoot();
        nodes = new DiskNodes(cluster, folder);
    }

    @AfterEach
    void unmount() {
        started.forEach(NodeProcess::kill);
        if (disk != null) {
            disk.close();
        }
    }

    @Test
    void aMasterAcknowledgesNothingMoreAndHasAllThatItAcknowledgedOnceThereIsRoomAgain() {
        disk = Mount.tmpfs(nodes.filesOf("master").directory(), DISK_BYTES);
        NodeProcess master = started(nodes.startMaster());
        List<String> acknowledged = new ArrayList<>();
        Answer answer = master.client().post(text(0), 1);
        while (answer.status() == 200 && acknowledged.size() < MORE_THAN_FIT) {
            acknowledged.add(text(acknowledged.size()));
            answer = master.client().post(text(acknowledged.size()), 1);
        }

        assertEquals(503, answer.status());
        assertEquals(
                "urn:replog:problem:disk-failed", answer.json().path("type").asString());
        JsonNode health = master.client().health();
        assertEquals("DISK_FAILED", health.path("state").asString());
        assertTrue(health.path("diskFailure").asString().contains("No space left"), health::toString);
        assertEquals(acknowledged, master.client().messages());
        master.terminate();
        assertEquals(4, master.awaitExit());

        giveRoom();
        master = started(nodes.startMaster());
        assertEquals(acknowledged, master.client().messages().subList(0, acknowledged.size()));
        assertEquals(200, master.client().post("again", 1).status());
    }

    @Test
    void aSecondaryEndsAndFetchesWhatItLacksOnceThereIsRoomAgain() {
        disk = Mount.tmpfs(nodes.filesOf("bonnie").directory(), DISK_BYTES);
        NodeProcess master = started(nodes.startMaster());
        NodeProcess bonnie = started(nodes.startSecondary("bonnie", "--reconnect-ms", "100"));
        cluster.awaitInStep(master, 1);
        List<CompletableFuture<Answer>> answers = new ArrayList<>();
        for (int i = 0; i < MORE_THAN_FIT; i++) {
            answers.add(master.client().postAsync(text(i), 2));
        }

        assertEquals(4, bonnie.awaitExit());
        bonnie.output().await("takes no more messages, .*No space left");
        assertEquals(200, master.client().post("without bonnie", 1).status());
        giveRoom();
        bonnie = started(nodes.startSecondary("bonnie", "--reconnect-ms", "100"));

        assertTrue(DiskNodes.heldAtStart(bonnie) > 0);
        for (CompletableFuture<Answer> answer : answers) {
            assertEquals(
                    List.of("master", "bonnie"), NodeClient.answerOf(answer).acknowledgedBy());
        }
        assertEquals(master.client().messages(), bonnie.client().messages());
    }

    private void giveRoom() {
        CommandRun.of(
                        "mount",
                        "-o",
                        "remount,size=" + 8 * DISK_BYTES,
                        Objects.requireNonNull(disk).place().toString())
                .expect(0);
    }

    private NodeProcess started(NodeProcess node) {
        started.add(node);
        return node;
    }

    private static String text(int i) {
        return i + "x".repeat(TEXT_BYTES);
    }
}
