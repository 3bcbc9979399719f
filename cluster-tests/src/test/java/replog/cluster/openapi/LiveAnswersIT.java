package replog.cluster.openapi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import replog.cluster.harness.Answer;
import replog.cluster.harness.Cluster;
import replog.cluster.harness.NodeClient;
import replog.cluster.harness.NodeProcess;

/** Running nodes answer as {@code docs/openapi.yaml} says, field for field. */
class LiveAnswersIT {

    @RegisterExtension
    static final Cluster CLUSTER = new Cluster("--send-delay-ms", "0");

    @RegisterExtension
    final Cluster ofOneTest = new Cluster("--send-delay-ms", "0");

    private static final ApiDescription API = ApiDescription.read();

    private static NodeClient master;
    private static NodeClient bonnie;
    private static NodeClient orphan;

    @BeforeAll
    static void start() {
        NodeProcess masterNode = CLUSTER.startMaster();
        master = masterNode.client();
        bonnie = CLUSTER.startSecondary("bonnie").client();
        orphan = CLUSTER.startSecondaryOf(1, "orphan").client();
        CLUSTER.awaitInStep(masterNode, 1);
        assertEquals(200, master.post("Msg1", 2).status());
    }

    @ParameterizedTest
    @CsvSource({
        "200, '{\"message\":\"a\"}'",
        "200, '{\"message\":\"a\",\"writeConcern\":2}'",
        "202, '{\"message\":\"a\",\"writeConcern\":0}'",
        "400, '{\"message\":1}'",
        "400, ''",
        "504, '{\"message\":\"a\",\"writeConcern\":9,\"timeoutMs\":1}'"
    })
    void theMasterAnswersAPostAsDescribed(int status, String body) {
        Answer answer = master.postBody(body);

        assertEquals(status, answer.status());
        assertDescribed("POST", "/newMessage", answer);
    }

    @ParameterizedTest
    @CsvSource({
        "200, '{\"messages\":[\"a\",\"b\"],\"writeConcern\":2}'",
        "202, '{\"messages\":[\"a\"],\"writeConcern\":0}'",
        "400, '{\"messages\":[]}'",
        "504, '{\"messages\":[\"a\",\"b\"],\"writeConcern\":9,\"timeoutMs\":1}'"
    })
    void theMasterAnswersAPostOfSeveralAsDescribed(int status, String body) {
        Answer answer = master.postBody("/newMessages", body);

        assertEquals(status, answer.status());
        assertDescribed("POST", "/newMessages", answer);
        assertDescribed("POST", "/newMessages", bonnie.postBody("/newMessages", body));
    }

    @Test
    void aMessageThatIsTooLargeIsAnsweredAsDescribed() {
        Answer answer = master.post("x".repeat((1 << 20) + 1), 1);

        assertEquals(413, answer.status());
        assertDescribed("POST", "/newMessage", answer);
    }

    @Test
    void aMasterWithoutQuorumAnswersAsDescribed() {
        NodeClient lonely = ofOneTest.startMaster("--quorum", "2").client();

        Answer answer = lonely.post("a", 1);

        assertEquals(503, answer.status());
        assertDescribed("POST", "/newMessage", answer);
        assertDescribed("GET", "/health", lonely.get("/health"));
    }

    @ParameterizedTest
    @CsvSource({
        "200, /messages",
        "200, /messages?from=0&limit=1",
        "400, /messages?from=x",
        "200, /messages/0",
        "404, /messages/999999",
        "400, /messages/x",
        "200, /health",
        "400, /health?x=1"
    })
    void readsAreAnsweredAsDescribedByBothKindsOfNode(int status, String target) {
        for (NodeClient node : List.of(master, bonnie)) {
            Answer answer = node.get(target);

            assertEquals(status, answer.status());
            assertDescribed("GET", target, answer);
        }
    }

    @Test
    void aSecondarySendsAWriterToTheMasterAsDescribed() {
        for (NodeClient secondary : List.of(bonnie, orphan)) {
            Answer answer = secondary.post("a", 1);

            assertEquals(421, answer.status());
            assertDescribed("POST", "/newMessage", answer);
        }
    }

    @Test
    void aSecondaryThatNeverSawItsMasterAnswersAsDescribed() {
        for (String target : List.of("/messages", "/messages/0")) {
            Answer answer = orphan.get(target);

            assertEquals(503, answer.status());
            assertDescribed("GET", target, answer);
        }
        assertDescribed("GET", "/health", orphan.get("/health"));
    }

    private static void assertDescribed(String method, String target, Answer answer) {
        assertEquals(List.of(), API.faults(method, target, answer), method + " " + target + ": " + answer);
    }
}
