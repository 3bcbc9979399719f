package replog.cluster.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import replog.chaos.Repository;
import replog.cluster.harness.BulkPoster;
import replog.cluster.harness.ChunkedBody;
import replog.cluster.harness.Cluster;
import replog.cluster.harness.ListDigest;
import replog.cluster.harness.NodeProcess;
import replog.cluster.harness.RawConnection;
import replog.cluster.harness.Requests;

/**
 * A long list: {@code -Dreplog.messages=N} messages of 100 bytes, a million by default. Every node keeps it within twice the
 * bytes of its messages plus 150 MB, started as a user would who wants that: with a heap of 1.5 times the bytes of the
 * messages plus 32 MB.
 */
class MillionMessagesIT {

    private static final int MESSAGES = Integer.getInteger("replog.messages", 1_000_000);
    private static final int MESSAGE_BYTES = 100;
    private static final long LIST_BYTES = (long) MESSAGES * MESSAGE_BYTES;
    private static final long MAX_MEMORY_BYTES = 2 * LIST_BYTES + 150_000_000;
    private static final long HEAP_BYTES = LIST_BYTES * 3 / 2 + (32 << 20);

    @RegisterExtension
    final Cluster cluster =
            new Cluster("--send-delay-ms", "0").withJvmOptions(Repository.jvmOptions(), "-Xmx" + HEAP_BYTES);

    @Test
    void aLongListIsStoredReplicatedReadAndCaughtUpWithInBoundedMemory() throws IOException {
        NodeProcess master = cluster.startMaster();
        NodeProcess bonnie = cluster.startSecondary("bonnie");
        NodeProcess clyde = cluster.startSecondary("clyde_");
        cluster.awaitInStep(master, 2);

        BulkPoster.post(master.httpPort(), MESSAGES, i -> String.format("%0" + MESSAGE_BYTES + "d", i));
        cluster.awaitInStep(master, 2);

        try (RawConnection slowReader = RawConnection.withSmallBufferTo(master.httpPort())) {
            slowReader.send(Requests.get("/messages"));
            NodeProcess dora = cluster.startSecondary("dora");
            cluster.awaitInStep(master, 3);

            ListDigest list = master.client().digest();
            assertEquals(MESSAGES, list.messages());
            for (NodeProcess secondary : List.of(bonnie, clyde, dora)) {
                assertEquals(list, secondary.client().digest(), secondary::name);
            }
            assertEquals(list, ListDigest.of(new ChunkedBody(slowReader.in())));
            for (NodeProcess node : List.of(master, bonnie, clyde, dora)) {
                assertStaysWithinMemory(node);
            }
        }
    }

    private static void assertStaysWithinMemory(NodeProcess node) {
        long peakBytes = node.status().peakMemoryBytes();
        System.out.printf(
                "%s: at most %d MB for %d MB of messages%n",
                node.name(), peakBytes / 1_000_000, LIST_BYTES / 1_000_000);
        assertTrue(peakBytes <= MAX_MEMORY_BYTES, node.name() + " used " + peakBytes + " bytes of " + MAX_MEMORY_BYTES);
    }
}
