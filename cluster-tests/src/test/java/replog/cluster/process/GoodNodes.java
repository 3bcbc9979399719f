package replog.cluster.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import replog.cluster.harness.Cluster;
import replog.cluster.harness.NodeProcess;
import replog.cluster.harness.RawConnection;

/** A master and a good secondary, bonnie, which are to notice nothing of what strangers do to the master. */
record GoodNodes(NodeProcess master, NodeProcess bonnie) {

    static GoodNodes startIn(Cluster cluster) {
        NodeProcess master = cluster.startMaster();
        NodeProcess bonnie = cluster.startSecondary("bonnie");
        assertEquals(
                List.of("master", "bonnie"), master.client().post("first", 2).acknowledgedBy());
        return new GoodNodes(master, bonnie);
    }

    /** A message still reaches bonnie, over the connection that she had from the beginning. */
    void assertTheyNoticedNothing() {
        assertEquals(
                List.of("master", "bonnie"),
                master.client().post("and so on", 2).acknowledgedBy().subList(0, 2));
        assertEquals(List.of(), master.output().linesWith("id=bonnie\\] connection closed"));
        assertEquals(master.client().messages(), bonnie.client().messages());
    }

    /** One line about the connection of {@code id}, and only one, says that it was closed, and for this reason. */
    void assertOneLineSaysWhy(String id, String reason) {
        String closed = "id=" + id + "\\] .*connection closed";
        String line = master.output().await(closed);
        assertTrue(line.contains(reason), line);
        assertEquals(List.of(line), master.output().linesWith(closed));
    }

    /** The same of a connection that was closed before its other end had a name. */
    void assertOneLineSaysWhy(RawConnection stranger, String reason) {
        assertOneLineSaysWhy(".*:" + stranger.localPort(), reason);
    }
}
