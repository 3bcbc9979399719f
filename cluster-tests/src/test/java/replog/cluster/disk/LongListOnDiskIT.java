package replog.cluster.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import replog.cluster.harness.BulkPoster;
import replog.cluster.harness.ChunkedBody;
import replog.cluster.harness.Cluster;
import replog.cluster.harness.ListDigest;
import replog.cluster.harness.NodeProcess;
import replog.cluster.harness.RawConnection;
import replog.cluster.harness.Requests;

/**
 * A list that is longer than the heap of any node that keeps it: {@code -Dreplog.disk.messages=N} messages of 100 bytes,
 * 600,000 by default; {@code -Dreplog.disk.heap=256m}, 48 MB by default.
 */
class LongListOnDiskIT {

    private static final int MESSAGES = Integer.getInteger("replog.disk.messages", 600_000);
    private static final int MESSAGE_BYTES = 100;
    private static final String HEAP = System.getProperty("replog.disk.heap", "48m");

    @RegisterExtension
    final Cluster cluster = new Cluster("--send-delay-ms", "0", "--segment-bytes", Integer.toString(16 << 20))
            .withJvmOptions("-Xmx" + HEAP);

    @TempDir
    private Path folder;

    @Test
    void aSlowReaderAndALateSecondaryReadAListThatNoHeapCouldHold() throws IOException {
        DiskNodes nodes = new DiskNodes(cluster, folder);
        NodeProcess master = nodes.startMaster();
        BulkPoster.post(master.httpPort(), MESSAGES, i -> String.format("%0" + MESSAGE_BYTES + "d", i));
        master.terminate();
        assertEquals(0, master.awaitExit());
        long startNanos = System.nanoTime();
        master = nodes.startMaster();
        long startMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);

        try (RawConnection slowReader = RawConnection.withSmallBufferTo(master.httpPort())) {
            slowReader.send(Requests.get("/messages"));
            NodeProcess bonnie = nodes.startSecondary("bonnie");
            cluster.awaitInStep(master, 1);

            ListDigest list = master.client().digest();
            assertEquals(MESSAGES, list.messages());
            assertEquals(list, bonnie.client().digest());
            assertEquals(list, ListDigest.of(new ChunkedBody(slowReader.in())));
            assertTrue(master.client().health().path("syncs").asLong() <= MESSAGES);
            System.out.printf(
                    "%d messages: started in %d ms; master at most %d MB, secondary %d MB of memory%n",
                    MESSAGES,
                    startMs,
                    master.status().peakMemoryBytes() / 1_000_000,
                    bonnie.status().peakMemoryBytes() / 1_000_000);
        }
    }
}
