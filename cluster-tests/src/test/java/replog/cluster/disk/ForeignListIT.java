package replog.cluster.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
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

/** Directories that do not belong to this cluster any more: both sides say so, and nobody counts them. */
class ForeignListIT {

    @RegisterExtension
    final Cluster cluster = new Cluster("--send-delay-ms", "0");

    @TempDir
    private Path folder;

    private DiskNodes nodes;
    private NodeProcess master;

    @BeforeEach
    void startMaster() {
        nodes = new DiskNodes(cluster, folder);
        master = nodes.startMaster();
        post("first", 1);
    }

    @Test
    void aCopyOfTheMastersDirectoryIsNotASecondNode() {
        master.kill();
        nodes.filesOf("master").copyTo(nodes.filesOf("bonnie"));
        master = nodes.startMaster();

        NodeProcess bonnie = startBonnie();

        assertRefused(bonnie, "it has the node id of this master");
        assertEquals(List.of("first"), bonnie.client().messages());
    }

    @Test
    void aSecondaryThatIsAheadOfAMasterRestoredFromAnOlderCopyIsNotCutBack() {
        backUp();
        NodeProcess bonnie = startBonnie();
        post("second", 2);

        restore();
        master = nodes.startMaster();

        assertRefused(bonnie, "it holds 2 messages of this log, this master only 1");
        assertEquals(List.of("first", "second"), bonnie.client().messages());
    }

    @Test
    void aSecondaryWhoseListDiffersIsNotMixedIn() {
        backUp();
        NodeProcess bonnie = startBonnie();
        post("second", 2);

        restore();
        bonnie.kill();
        master = nodes.startMaster();
        post("another second", 1);
        bonnie = startBonnie();

        assertRefused(bonnie, "the lists differ");
        assertEquals(List.of("first", "second"), bonnie.client().messages());
    }

    private void backUp() {
        master.kill();
        nodes.filesOf("master").copyTo(nodes.filesOf("backup"));
        master = nodes.startMaster();
    }

    /** The master's directory is as it was; it does not run. */
    private void restore() {
        master.kill();
        nodes.filesOf("backup").copyTo(nodes.filesOf("master"));
    }

    private NodeProcess startBonnie() {
        return nodes.startSecondary("bonnie", "--reconnect-ms", "100");
    }

    private void post(String text, int writeConcern) {
        assertEquals(200, master.client().post(text, writeConcern).status());
    }

    /** Both say why; and a client that waits for a second node waits until a good one comes. */
    private void assertRefused(NodeProcess bonnie, String reason) {
        master.output().await("refused .*" + reason);
        bonnie.output().await("the master refused this node: .*" + reason);
        assertEquals(
                reason,
                bonnie.client()
                        .health()
                        .path("master")
                        .path("refusedBecause")
                        .asString()
                        .replaceAll(".*(" + reason + ").*", "$1"));
        CompletableFuture<Answer> forTwo = master.client().postAsync("for two", 2);
        cluster.awaitWaiting(master, 1);
        long place = bonnie.output().end();
        bonnie.output().awaitAfter(place, "the master refused this node");
        assertFalse(forTwo.isDone());
        nodes.startSecondary("clyde_");
        assertEquals(List.of("master", "clyde_"), NodeClient.answerOf(forTwo).acknowledgedBy());
    }
}
