package replog.cluster.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import replog.cluster.harness.Answer;
import replog.cluster.harness.Await;
import replog.cluster.harness.Cluster;
import replog.cluster.harness.NodeProcess;
import replog.cluster.harness.RawConnection;
import replog.cluster.harness.Requests;

/** Clients that leave, ask again and want too much. */
class ClientFaultIT {

    private static final int CLIENTS = 20;

    @RegisterExtension
    final Cluster cluster = new Cluster("--send-delay-ms", "0");

    @Test
    void whatWasPostedByThoseWhoLeftIsReplicatedAllTheSame() {
        NodeProcess master = cluster.startMaster();
        List<RawConnection> clients = IntStream.range(0, CLIENTS)
                .mapToObj(i -> RawConnection.to(master.httpPort()).send(Requests.post("message " + i, 2)))
                .toList();
        cluster.awaitWaiting(master, CLIENTS);

        clients.forEach(RawConnection::close);
        cluster.awaitWaiting(master, 0);

        NodeProcess bonnie = cluster.startSecondary("bonnie");
        cluster.awaitInStep(master, 1);
        assertEquals(CLIENTS, master.client().messages().size());
        assertEquals(master.client().messages(), bonnie.client().messages());
    }

    /** Nothing in a message says that it is the same one again: both are kept, in order. */
    @Test
    void whoRetriesWithoutHavingSeenTheAnswerAddsTheMessageAgain() {
        NodeProcess master = cluster.startMaster();
        try (RawConnection impatient = RawConnection.to(master.httpPort())) {
            impatient.send(Requests.post("once more", 2));
            cluster.awaitWaiting(master, 1);
        }
        NodeProcess bonnie = cluster.startSecondary("bonnie");

        Answer receipt = master.client().post("once more", 2);

        assertEquals(1, receipt.json().path("id").asInt(-1));
        assertEquals(List.of("master", "bonnie"), receipt.acknowledgedBy());
        Await.until("both are shown", () -> bonnie.client().messages().equals(List.of("once more", "once more")));
    }

    @Test
    void aConcernBeyondTheClusterIsAnsweredInTimeAndMetLater() {
        NodeProcess master = cluster.startMaster();
        cluster.startSecondary("bonnie");
        cluster.awaitInStep(master, 1);

        Answer notYet = master.client().postBody("{\"message\":\"for three\",\"writeConcern\":3,\"timeoutMs\":100}");

        assertEquals(504, notYet.status());
        assertEquals(0, notYet.json().path("receipt").path("id").asInt(-1));
        cluster.startSecondary("clyde_");
        Await.until(
                "all three hold it",
                () -> master.client().get("/messages/0").acknowledgedBy().size() == 3);
    }
}
