package replog.cluster.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import replog.cluster.harness.Answer;
import replog.cluster.harness.Cluster;
import replog.cluster.harness.NodeProcess;
import tools.jackson.databind.JsonNode;

/** Nodes that are killed under load and started again on their directories: whoever a receipt names has the message. */
class RestartIT {

    private static final int SOME = 200;

    @RegisterExtension
    final Cluster cluster = new Cluster("--send-delay-ms", "0", "--segment-bytes", "16384");

    @TempDir
    private Path folder;

    private final Promises promises = new Promises();
    private DiskNodes nodes;
    private NodeProcess master;
    private NodeProcess bonnie;
    private NodeProcess clyde;

    @BeforeEach
    void start() {
        nodes = new DiskNodes(cluster, folder);
        master = nodes.startMaster();
        startSecondaries();
        cluster.awaitInStep(master, 2);
        promises.ask(master, 3);
        promises.awaitFurther(SOME);
    }

    @Test
    void aKilledMasterComesBackAsTheSameNodeOfTheSameLogAndItsSecondariesCarryOn() {
        JsonNode before = master.client().health();

        master.kill();
        promises.stop();
        master = nodes.startMaster();

        assertSameNode(before, master);
        assertKeptOnOwnDisk("master", master);
        goesOn();
    }

    @Test
    void aKilledSecondaryComesBackAsTheSameNodeAndFetchesOnlyWhatItLacks() {
        JsonNode before = bonnie.client().health();

        bonnie.kill();
        promises.awaitFurther(2); // Those for three wait for bonnie, the others go on.
        long due = promises.mustHold("bonnie");
        bonnie = nodes.startSecondary("bonnie");

        assertSameNode(before, bonnie);
        promises.stop();
        cluster.awaitInStep(master, 2);
        long had = DiskNodes.heldAtStart(bonnie);
        assertTrue(had >= due, () -> "bonnie held only " + had + " of " + due);
        String accepted = bonnie.output().await("accepted, the master has \\d+ messages, this node " + had);
        long lacked = Long.parseLong(accepted.replaceAll(".*the master has (\\d+) messages.*", "$1")) - had;
        long fetched = bonnie.output().linesWith("fetched \\d+ messages").stream()
                .mapToLong(line -> Long.parseLong(line.replaceAll(".*fetched (\\d+) messages.*", "$1")))
                .sum();
        int all = master.client().messages().size(); // It may fetch some that came after it was accepted.
        assertTrue(fetched >= lacked && had + fetched <= all, "had " + had + ", fetched " + fetched + " of " + all);
        goesOn();
    }

    @Test
    void allNodesKilledAtOnceLoseNothingThatWasAcknowledged() {
        JsonNode before = master.client().health();

        List.of(clyde, master, bonnie).forEach(NodeProcess::kill);
        promises.stop();
        master = nodes.startMaster();
        startSecondaries();

        assertSameNode(before, master);
        assertKeptOnOwnDisk("master", master);
        assertKeptOnOwnDisk("bonnie", bonnie);
        assertKeptOnOwnDisk("clyde_", clyde);
        goesOn();
    }

    @Test
    void aSecondaryShowsItsListAtOnceThoughItsMasterIsAway() {
        promises.stop();
        cluster.awaitInStep(master, 2);
        List<String> list = master.client().messages();
        List.of(clyde, master, bonnie).forEach(NodeProcess::kill);

        bonnie = nodes.startSecondary("bonnie");

        Answer answer = bonnie.client().get("/messages");
        assertEquals(200, answer.status());
        assertEquals("disconnected", answer.header("replication-state").orElseThrow());
        assertEquals(list, bonnie.client().messages());
    }

    private void startSecondaries() {
        bonnie = nodes.startSecondary("bonnie", "--reconnect-ms", "100");
        clyde = nodes.startSecondary("clyde_", "--reconnect-ms", "100");
    }

    private static void assertSameNode(JsonNode before, NodeProcess node) {
        JsonNode now = node.client().health();
        assertEquals(before.path("nodeId"), now.path("nodeId"));
        assertEquals(before.path("logId"), now.path("logId"));
    }

    /** Not only after others have helped out. */
    private void assertKeptOnOwnDisk(String name, NodeProcess node) {
        long held = DiskNodes.heldAtStart(node);
        assertTrue(held >= promises.mustHold(name), () -> name + " held only " + held);
    }

    private void goesOn() {
        cluster.awaitInStep(master, 2);
        promises.ask(master, 3);
        promises.awaitFurther(SOME);
        promises.stop();
        cluster.awaitInStep(master, 2);
        promises.assertKeptBy("master", master.client());
        promises.assertKeptBy("bonnie", bonnie.client());
        promises.assertKeptBy("clyde_", clyde.client());
        assertEquals(master.client().messages(), bonnie.client().messages());
        assertEquals(master.client().messages(), clyde.client().messages());
    }
}
