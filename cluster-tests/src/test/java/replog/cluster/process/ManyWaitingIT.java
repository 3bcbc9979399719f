package replog.cluster.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import replog.cluster.harness.Answer;
import replog.cluster.harness.Cluster;
import replog.cluster.harness.NodeProcess;
import replog.cluster.harness.ProcStatus;
import replog.cluster.harness.RawConnection;
import replog.cluster.harness.ReadyOrSkip;
import replog.cluster.harness.Requests;

/** Clients that wait cost the master a connection each, and nothing else. */
class ManyWaitingIT {

    private static final int CLIENTS = 10_000;

    /** The JVM starts and ends a few threads by itself as it sees fit. */
    private static final int THREADS_OF_THE_JVM = 20;

    @RegisterExtension
    final Cluster cluster = new Cluster("--send-delay-ms", "0");

    @Test
    void tenThousandWaitWhileOthersAreServed() {
        ReadyOrSkip.need(ProcStatus.ofThisProcess().maxOpenFiles() > CLIENTS + 1000, "11000 open files (ulimit -n)");
        NodeProcess master = cluster.startMaster();
        NodeProcess bonnie = cluster.startSecondary("bonnie");
        assertEquals(200, master.client().post("first", 2).status());
        int threads = master.status().threads();

        List<RawConnection> waiting = postAll(master, CLIENTS, 3);
        cluster.awaitWaiting(master, CLIENTS);
        assertEquals(200, master.client().post("served", 2).status());
        assertTrue(master.status().threads() < threads + THREADS_OF_THE_JVM);

        cluster.startSecondary("clyde_");
        for (RawConnection client : waiting) {
            Answer answer = client.readAnswer();
            assertEquals(200, answer.status());
            assertEquals(Set.of("master", "bonnie", "clyde_"), Set.copyOf(answer.acknowledgedBy()));
            client.close();
        }
        cluster.awaitWaiting(master, 0);
        assertEquals(master.client().messages(), bonnie.client().messages());
    }

    @Test
    void whoWouldWaitBeyondTheLimitIsRefusedAndNothingIsStored() {
        NodeProcess master = cluster.startMaster("--max-waiting", "100");
        List<RawConnection> waiting = postAll(master, 100, 2);
        cluster.awaitWaiting(master, 100);

        Answer refusal = master.client().post("one too many", 2);
        assertEquals(503, refusal.status());
        assertTrue(refusal.json().path("detail").asString().contains("100"), refusal::body);
        assertEquals(200, master.client().post("without waiting", 1).status());
        assertEquals(101, master.client().messages().size());

        waiting.get(0).close();
        cluster.awaitWaiting(master, 99);
        waiting.addAll(postAll(master, 1, 2));
        cluster.awaitWaiting(master, 100);
        waiting.forEach(RawConnection::close);
        cluster.awaitWaiting(master, 0);
        assertEquals(102, master.client().messages().size());
    }

    private static List<RawConnection> postAll(NodeProcess master, int clients, int writeConcern) {
        return IntStream.range(0, clients)
                .mapToObj(i -> RawConnection.to(master.httpPort()).send(Requests.post("message " + i, writeConcern)))
                .collect(Collectors.toList());
    }
}
