package replog.cluster.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import replog.cluster.harness.Answer;
import replog.cluster.harness.Await;
import replog.cluster.harness.BulkPoster;
import replog.cluster.harness.Cluster;
import replog.cluster.harness.HelloBuilder;
import replog.cluster.harness.NodeProcess;
import replog.cluster.harness.Peer;
import replog.cluster.harness.RawConnection;
import replog.proto.message.Body.GetMessages;
import replog.proto.message.Body.HelloAccepted;

/**
 * Hundreds of strangers who say a valid Hello and then read nothing: the master keeps their connections, has memory left,
 * and serves good secondaries as if they were alone.
 */
class DeafPeersIT {

    private static final int DEAF_PEERS = 200;

    /** Long enough that nobody is found out by unanswered Pings while the test runs. */
    private static final String HEARTBEAT_MS = "60000";

    @RegisterExtension
    final Cluster cluster = new Cluster("--send-delay-ms", "0")
            .withJvmOptions("-Xmx256m", "-XX:MaxDirectMemorySize=128m", "-Dio.netty.leakDetection.level=paranoid");

    private final List<Peer> deaf = new ArrayList<>();

    @AfterEach
    void hangUp() {
        deaf.forEach(Peer::close);
    }

    @Test
    void doNotTakeTheMemoryForSendingLargeMessages() {
        NodeProcess master = cluster.startMaster("--heartbeat-ms", HEARTBEAT_MS);
        connectDeafPeers(DEAF_PEERS / 2);
        String large = "x".repeat(1_000_000);
        for (int i = 0; i < 10; i++) {
            assertEquals(200, master.client().post(i + large, 1).status());
        }
        connectDeafPeers(DEAF_PEERS / 2);
        deaf.forEach(peer -> peer.send(-2, new GetMessages(0)));
        awaitAllAreSentTo();

        assertServesGoodSecondaries(master, large);
    }

    @Test
    void doNotTakeTheHeapWithManySmallMessages() {
        NodeProcess master = cluster.startMaster("--heartbeat-ms", HEARTBEAT_MS);
        connectDeafPeers(DEAF_PEERS / 2);
        BulkPoster.post(master.httpPort(), 30_000, i -> "message " + i);
        connectDeafPeers(DEAF_PEERS / 2);
        for (int i = 0; i < 200; i++) {
            long requestId = -2L - i;
            deaf.forEach(peer -> peer.send(requestId, new GetMessages(0)));
        }
        awaitAllAreSentTo();

        assertServesGoodSecondaries(master, "small");
    }

    private void connectDeafPeers(int count) {
        for (int i = 0; i < count; i++) {
            Peer peer = new Peer(RawConnection.withSmallBufferTo(cluster.commPort()));
            peer.send(-1, new HelloBuilder("deaf-" + deaf.size()).build()).receive(HelloAccepted.class);
            deaf.add(peer);
        }
    }

    private void awaitAllAreSentTo() {
        Await.until("something has come for every deaf peer", () -> deaf.stream()
                .allMatch(peer -> peer.connection().hasInput()));
    }

    private void assertServesGoodSecondaries(NodeProcess master, String message) {
        NodeProcess bonnie = cluster.startSecondary("bonnie");
        NodeProcess clyde = cluster.startSecondary("clyde_");
        for (int i = 0; i < 10; i++) {
            Answer answer = master.client().post(message + i, 3);
            assertEquals(Set.of("master", "bonnie", "clyde_"), Set.copyOf(answer.acknowledgedBy()));
        }

        assertEquals(master.client().messages(), bonnie.client().messages());
        assertEquals(master.client().messages(), clyde.client().messages());
        assertEquals(List.of(), master.output().linesWith("OutOf.*Memory|connection closed"));
        assertTrue(master.isAlive());
    }
}
