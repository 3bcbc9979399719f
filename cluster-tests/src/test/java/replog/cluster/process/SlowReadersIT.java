package replog.cluster.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import replog.cluster.harness.Await;
import replog.cluster.harness.Cluster;
import replog.cluster.harness.NodeProcess;
import replog.cluster.harness.RawConnection;

/**
 * Many clients who ask for a list of long messages that lies on a disk, and then read next to nothing: they do not cost the
 * node its memory, and a client who reads gets all of it meanwhile.
 */
class SlowReadersIT {

    private static final int SLOW_READERS = 150;
    private static final int MESSAGES = 40;

    @RegisterExtension
    final Cluster cluster = new Cluster("--send-delay-ms", "0")
            .withJvmOptions("-Xmx128m", "-XX:MaxDirectMemorySize=128m", "-Dio.netty.leakDetection.level=paranoid");

    private final List<RawConnection> slow = new ArrayList<>();

    @TempDir
    private Path folder;

    @AfterEach
    void hangUp() {
        slow.forEach(RawConnection::close);
    }

    @Test
    void doNotTakeTheHeapWithLongMessages() {
        NodeProcess master = cluster.startMaster("--data-dir", folder.toString());
        List<String> messages = new ArrayList<>();
        for (int i = 0; i < MESSAGES; i++) {
            messages.add(i + "x".repeat(1_000_000));
            assertEquals(200, master.client().post(messages.get(i), 1).status());
        }

        for (int i = 0; i < SLOW_READERS; i++) {
            slow.add(RawConnection.withSmallBufferTo(master.httpPort())
                    .send("GET /messages HTTP/1.1\r\nHost: h\r\n\r\n"));
        }
        Await.until("something has come for every reader", () -> slow.stream().allMatch(RawConnection::hasInput));

        assertEquals(messages, master.client().messages());
        assertEquals(200, master.client().post("one more", 1).status());
        assertTrue(master.isAlive());
        assertEquals(List.of(), master.output().linesWith("OutOf.*Memory"));
    }
}
