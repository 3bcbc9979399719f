package replog.cluster.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import replog.cluster.harness.Cluster;
import replog.cluster.harness.NodeProcess;
import tools.jackson.databind.JsonNode;

/** The steps of {@code docs/OPERATIONS.md} that make a secondary the master when the old one is lost. */
class PromotionIT {

    @RegisterExtension
    final Cluster cluster = new Cluster("--send-delay-ms", "0");

    @TempDir
    private Path folder;

    @Test
    void aMasterOnTheDirectoryOfASecondaryGoesOnFromThereWithThoseWhoseListsAreABeginning() {
        DiskNodes nodes = new DiskNodes(cluster, folder);
        NodeProcess master = nodes.startMaster();
        NodeProcess bonnie = nodes.startSecondary("bonnie", "--reconnect-ms", "100");
        NodeProcess clyde = nodes.startSecondary("clyde_", "--reconnect-ms", "100");
        NodeProcess dora = nodes.startSecondary("dora", "--reconnect-ms", "100");
        cluster.awaitInStep(master, 3);
        assertEquals(200, master.client().post("on all", 4).status());
        clyde.kill();
        assertEquals(200, master.client().post("not on clyde_", 3).status());
        bonnie.kill();
        assertEquals(200, master.client().post("on dora only", 2).status());
        JsonNode old = master.client().health();

        master.kill();
        NodeProcess next = nodes.startMasterOn("bonnie");

        assertEquals(List.of("on all", "not on clyde_"), next.client().messages());
        assertEquals(old.path("logId"), next.client().health().path("logId"));
        assertNotEquals(old.path("nodeId"), next.client().health().path("nodeId"));
        clyde = nodes.startSecondary("clyde_", "--reconnect-ms", "100");
        assertEquals(
                List.of("master", "clyde_"), next.client().post("goes on", 2).acknowledgedBy());
        assertEquals(
                List.of("on all", "not on clyde_", "goes on"), clyde.client().messages());
        String differs = "the lists differ|holds 3 messages of this log, this master only 2";
        dora.output().await("the master refused this node: .*(" + differs + ")");
        next.output().await("refused .*(" + differs + ")");
        assertEquals(
                List.of("on all", "not on clyde_", "on dora only"),
                dora.client().messages());
    }
}
