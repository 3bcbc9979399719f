package replog.cluster.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import replog.cluster.harness.Answer;
import replog.cluster.harness.Await;
import replog.cluster.harness.Cluster;
import replog.cluster.harness.NodeProcess;

/** A master that was told to take messages only while enough nodes are there. */
class QuorumIT {

    @RegisterExtension
    final Cluster cluster = new Cluster("--send-delay-ms", "0");

    @Test
    void belowItsQuorumAMasterOnlyReads() {
        NodeProcess master = cluster.startMaster("--quorum", "2");

        refusesMessages(master);
        NodeProcess bonnie = cluster.startSecondary("bonnie");
        cluster.awaitInStep(master, 1);
        assertEquals(200, master.client().post("together", 2).status());

        bonnie.kill();
        Await.until(
                "the master has noticed", () -> master.client().post("alone", 1).status() == 503);
        master.output()
                .awaitInOrder(
                        "takes messages only while 2 nodes are here",
                        "2 nodes are here, takes messages again",
                        "only 1 nodes are here, read-only now");
        List<String> list = master.client().messages();
        refusesMessages(master);
        assertEquals(list, master.client().messages());
    }

    private static void refusesMessages(NodeProcess master) {
        Answer refusal = master.client().post("alone", 1);
        assertEquals(503, refusal.status());
        assertEquals("application/problem+json", refusal.header("content-type").orElseThrow());
        String detail = refusal.json().path("detail").asString();
        assertTrue(detail.contains("1") && detail.contains("2"), detail);
    }
}
