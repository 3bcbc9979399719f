package replog.cluster.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import replog.cluster.harness.Answer;
import replog.cluster.harness.Await;
import replog.cluster.harness.Cluster;
import replog.cluster.harness.NodeClient;
import replog.cluster.harness.NodeProcess;
import replog.cluster.harness.RawConnection;
import replog.cluster.harness.Requests;
import tools.jackson.databind.JsonNode;

/** What clients can ask of real nodes, and what they are answered. */
class HttpContractIT {

    private static final int MORE_THAN_THERE_ARE = 9;

    @RegisterExtension
    static final Cluster CLUSTER = new Cluster("--send-delay-ms", "0");

    private static NodeProcess masterNode;
    private static NodeClient master;
    private static NodeClient bonnie;

    @BeforeAll
    static void start() {
        masterNode = CLUSTER.startMaster();
        master = masterNode.client();
        bonnie = CLUSTER.startSecondary("bonnie").client();
        CLUSTER.awaitInStep(masterNode, 1);
    }

    @Test
    void aReceiptSaysWhereTheMessageIs() {
        Answer answer = master.post("hello", 2);

        assertEquals(200, answer.status());
        assertEquals("application/json", answer.header("content-type").orElseThrow());
        JsonNode receipt = answer.json();
        assertEquals(2, receipt.get("writeConcern").asInt());
        assertEquals(List.of("master", "bonnie"), answer.acknowledgedBy());
        assertTrue(receipt.get("elapsedMs").asLong() >= 0);
        assertEquals("hello", textOf(bonnie, receipt.get("id").asLong()));
    }

    @Test
    void withoutAWriteConcernTheMasterIsEnough() {
        Answer answer = master.postBody("{\"message\":\"just this\"}");

        assertEquals(200, answer.status());
        assertEquals(1, answer.json().get("writeConcern").asInt());
    }

    @Test
    void writeConcernZeroIsNotWaitedFor() {
        Answer answer = master.post("whatever", 0);

        assertEquals(202, answer.status());
        assertEquals(0, answer.json().get("writeConcern").asInt());
        assertEquals("whatever", textOf(master, answer.json().get("id").asLong()));
    }

    @Test
    void timeIsUpWithTheReceiptSoFarAndTheMessageStays() {
        Answer answer = master.postBody(
                "{\"message\":\"in time\",\"writeConcern\":" + MORE_THAN_THERE_ARE + ",\"timeoutMs\":50}");

        assertProblem(504, answer);
        JsonNode id = answer.json().findValue("id");
        assertEquals("in time", textOf(master, id.asLong()));
        Await.until("bonnie has it too", () -> bonnie.messages().contains("in time"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1.5", "2147483648", "\"2\"", "null", "true"})
    void aWriteConcernIsAWholeNumber(String writeConcern) {
        Answer answer = master.postBody("{\"message\":\"m\",\"writeConcern\":" + writeConcern + "}");

        assertProblem(400, answer);
        assertTrue(answer.json().path("detail").asString().contains("writeConcern"), answer::body);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "\"m\"",
                "{}",
                "{\"message\":1}",
                "{\"message\":\"a\",\"message\":\"b\"}",
                "{\"message\":\"a\"} more",
                "{\"message\":\"\\ud800\"}"
            })
    void aBodyThatIsNoMessageIsRefused(String body) {
        assertProblem(400, master.postBody(body));
    }

    @Test
    void theListIsServedInSlicesByEveryNode() {
        IntStream.range(0, 5).forEach(i -> master.post("slice me", 2));
        int end = master.messages().size();
        assertEquals(master.messages(), bonnie.messages());

        for (NodeClient node : List.of(master, bonnie)) {
            JsonNode slice =
                    node.get("/messages?from=" + (end - 4) + "&limit=3").json();
            assertEquals(3, slice.size());
            assertEquals(end - 4, slice.get(0).get("id").asInt());
            assertEquals(0, node.get("/messages?from=" + end).json().size());
            assertProblem(400, node.get("/messages?from=-1"));
            assertProblem(400, node.get("/messages?limit=x"));
        }
    }

    @Test
    void aSingleMessageShowsWhoHoldsItOnTheMasterOnly() {
        long id = master.post("single", 2).json().get("id").asLong();

        assertEquals(List.of("master", "bonnie"), master.get("/messages/" + id).acknowledgedBy());
        assertFalse(bonnie.get("/messages/" + id).json().has("acknowledgedBy"));
        assertProblem(404, master.get("/messages/1000000"));
        assertProblem(404, bonnie.get("/messages/1000000"));
        assertProblem(400, master.get("/messages/none"));
    }

    @Test
    void everyNodeSaysHowItIs() {
        JsonNode known = master.health().path("secondaries").get(0);
        assertEquals("bonnie", known.get("name").asString());
        assertEquals("HEALTHY", known.get("state").asString());
        assertEquals(bonnie.health().get("nodeId"), known.get("nodeId"));
        assertEquals(master.health().get("logId"), bonnie.health().get("logId"));
    }

    @Test
    void aSecondaryNamesTheMasterToWhoeverWantsToWrite() {
        Answer answer = bonnie.post("to the wrong node", 1);

        assertProblem(421, answer);
        assertTrue(answer.body().contains("127.0.0.1:" + masterNode.httpPort()), answer::body);
    }

    @Test
    void thereIsNothingElse() {
        assertProblem(404, master.get("/nothing"));
        assertProblem(404, bonnie.get("/newmessage"));
        Answer answer = master.call("DELETE", "/messages");
        assertProblem(405, answer);
        assertEquals("GET, HEAD", answer.header("allow").orElseThrow());
        assertEquals("POST", master.call("GET", "/newMessage").header("allow").orElseThrow());
        assertProblem(413, master.post("x".repeat((1 << 20) + 1), 1));
    }

    @Test
    void aClientThatHangsUpDoesNotStopItsMessage() {
        CLUSTER.awaitWaiting(masterNode, 0);
        try (RawConnection client = RawConnection.to(masterNode.httpPort())) {
            client.send(Requests.post("bye", MORE_THAN_THERE_ARE));
            CLUSTER.awaitWaiting(masterNode, 1);
        }

        CLUSTER.awaitWaiting(masterNode, 0);
        assertEquals(200, master.post("after it", 2).status());
        assertTrue(bonnie.messages().contains("bye"));
    }

    @Test
    void aSecondaryShowsNoListBeforeItsFirstCatchUp() {
        NodeProcess lonely = CLUSTER.startSecondaryOf(1, "lonely");

        Answer answer = lonely.client().get("/messages");
        assertProblem(503, answer);
        assertTrue(Integer.parseInt(answer.header("retry-after").orElseThrow()) > 0);
        assertEquals(200, lonely.client().get("/health").status());
        assertProblem(421, lonely.client().post("nobody knows the master", 1));
    }

    @Test
    void allLanguagesComeThrough() {
        String text = "Привіт, 世界 \uD83D\uDE00 \"quoted\" \\ \n\u0000\u2028";

        long id = master.post(text, 2).json().get("id").asLong();

        assertEquals(text, textOf(bonnie, id));
    }

    private static String textOf(NodeClient node, long id) {
        return node.get("/messages/" + id).json().get("message").asString();
    }

    private static void assertProblem(int status, Answer answer) {
        assertEquals(status, answer.status(), answer::toString);
        assertEquals("application/problem+json", answer.header("content-type").orElseThrow());
        assertEquals(status, answer.json().get("status").asInt());
        assertFalse(answer.json().get("detail").asString().isEmpty());
    }
}
