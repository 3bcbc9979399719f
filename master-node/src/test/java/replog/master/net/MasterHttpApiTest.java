package replog.master.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import replog.master.core.MasterNode;
import replog.master.core.MasterSettings;
import replog.node.http.ApiClient;
import replog.node.http.ApiClient.Reply;
import replog.node.http.Router;
import replog.node.log.InMemoryLog;
import replog.proto.core.Link;
import replog.proto.core.SendDelay;
import replog.proto.message.Body;
import replog.proto.message.Frame;
import replog.proto.message.FrameLimits;
import replog.proto.message.LogId;
import replog.proto.message.NodeId;
import replog.proto.message.Protocol;
import replog.proto.message.RunningChecksum;
import replog.proto.sim.RecordingLink;
import replog.proto.sim.VirtualScheduler;

/** The calls of the master, against a real master in virtual time. */
class MasterHttpApiTest {

    private static final int MAX_MESSAGE_BYTES = 100;
    private static final int MAX_WAITING = 2;
    private static final NodeId MASTER = new NodeId(new UUID(0, 1));
    private static final NodeId BONNIE = new NodeId(new UUID(0, 2));
    private static final LogId LOG = new LogId(new UUID(0, 3));

    private final VirtualScheduler scheduler = new VirtualScheduler();
    private MasterNode master = master(OptionalInt.empty());
    private Router router = new Router();
    private ApiClient client = client();

    @BeforeEach
    void start() {
        use(OptionalInt.empty());
    }

    @Test
    void givesAReceiptWhenTheConcernIsMet() {
        Reply reply = client.post("/newMessage", "{\"message\":\"Msg1\",\"writeConcern\":1}")
                .reply();

        assertEquals(200, reply.status());
        assertEquals(
                "{\"id\":0,\"writeConcern\":1,\"acknowledgedBy\":[\"master\"],\"elapsedMs\":0}",
                reply.json().toString());
    }

    @Test
    void aConcernThatIsLeftOutIsOne() {
        Reply reply = client.post("/newMessage", "{\"message\":\"\"}").reply();

        assertEquals(200, reply.status());
        assertEquals(1, reply.json().get("writeConcern").asInt());
    }

    @Test
    void doesNotWaitForAConcernOfZero() {
        Reply reply = client.post("/newMessage", "{\"message\":\"Msg1\",\"writeConcern\":0}")
                .reply();

        assertEquals(202, reply.status());
        assertEquals(0, reply.json().get("id").asInt());
    }

    @Test
    void waitsForASecondaryWithoutBlockingAnybodyElse() {
        client.post("/newMessage", "{\"message\":\"Msg1\",\"writeConcern\":2}");
        assertTrue(client.isWaiting());
        assertEquals(
                200,
                client().post("/newMessage", "{\"message\":\"Msg2\"}").reply().status());
        scheduler.runFor(1_000);

        joinBonnie(2);

        Reply reply = client.reply();
        assertEquals(200, reply.status());
        assertEquals(
                "{\"id\":0,\"writeConcern\":2,\"acknowledgedBy\":[\"master\",\"bonnie\"],\"elapsedMs\":1000}",
                reply.json().toString());
    }

    @Test
    void aTimeOutTellsWhatIsTrueSoFar() {
        client.post("/newMessage", "{\"message\":\"Msg1\",\"writeConcern\":2,\"timeoutMs\":5000}");
        scheduler.runFor(4_999);
        assertTrue(client.isWaiting());

        scheduler.runFor(1);

        Reply reply = client.reply();
        assertEquals(504, reply.status());
        assertEquals("application/problem+json", reply.header("content-type"));
        assertEquals("urn:replog:problem:timed-out", reply.json().get("type").asString());
        assertEquals(
                "message 0 is stored, not yet on 2 nodes, and goes on replicating; look again at /messages/0",
                reply.json().get("detail").asString());
        assertEquals(
                "{\"id\":0,\"writeConcern\":2,\"acknowledgedBy\":[\"master\"],\"elapsedMs\":5000}",
                reply.json().get("receipt").toString());
        assertNull(reply.header("retry-after"));
        assertEquals(200, client.get("/messages/0").status());
    }

    @Test
    void severalMessagesGetConsecutiveIdsInTheirOrderAndOneReceipt() {
        client.post("/newMessage", "{\"message\":\"Msg1\"}").reply();

        Reply reply = client.post("/newMessages", "{\"messages\":[\"Msg2\",\"Msg3\",\"Msg4\"],\"writeConcern\":1}")
                .reply();

        assertEquals(200, reply.status());
        assertEquals(
                "{\"firstId\":1,\"count\":3,\"writeConcern\":1,\"acknowledgedBy\":[\"master\"],\"elapsedMs\":0}",
                reply.json().toString());
        assertEquals(
                "[{\"id\":1,\"message\":\"Msg2\"},{\"id\":2,\"message\":\"Msg3\"},{\"id\":3,\"message\":\"Msg4\"}]",
                client.get("/messages?from=1").json().toString());
    }

    @Test
    void severalMessagesThatAreLateAreAllToBeFoundInOnePlace() {
        client.post("/newMessages", "{\"messages\":[\"Msg1\",\"Msg2\"],\"writeConcern\":2,\"timeoutMs\":5}");
        scheduler.runFor(5);

        Reply reply = client.reply();
        assertEquals(504, reply.status());
        assertEquals(
                "messages 0 to 1 are stored, not yet on 2 nodes, and go on replicating; look again at /messages?from=0&limit=2",
                reply.json().get("detail").asString());
        assertEquals(
                "{\"firstId\":0,\"count\":2,\"writeConcern\":2,\"acknowledgedBy\":[\"master\"],\"elapsedMs\":5}",
                reply.json().get("receipt").toString());
    }

    @ParameterizedTest
    @CsvSource({
        "400, 'messages is missing', '{}'",
        "400, 'unknown field message', '{\"message\":\"Msg1\"}'",
        "400, 'messages must have at least one element', '{\"messages\":[]}'",
        "400, 'messages[1] must be a string, not an integer', '{\"messages\":[\"Msg1\",2]}'",
        "400, 'writeConcern must be an integer from 0 to 2147483647', '{\"messages\":[\"Msg1\"],\"writeConcern\":-1}'"
    })
    void aFaultInOneOfSeveralMessagesRefusesAll(int status, String detail, String body) {
        Reply reply = client.post("/newMessages", body).reply();

        assertEquals(status, reply.status());
        assertEquals(detail, reply.json().get("detail").asString());
        assertEquals("[]", client.get("/messages").json().toString());
    }

    @Test
    void oneOfSeveralMessagesThatIsTooLargeRefusesAll() {
        String tooLarge = "x".repeat(MAX_MESSAGE_BYTES + 1);

        Reply reply = client.post("/newMessages", "{\"messages\":[\"Msg1\",\"" + tooLarge + "\"]}")
                .reply();

        assertEquals(413, reply.status());
        assertEquals("messages[1]", reply.json().get("field").asString());
        assertEquals("[]", client.get("/messages").json().toString());
    }

    @Test
    void aMasterThatStopsTellsWhatIsTrueSoFar() {
        client.post("/newMessage", "{\"message\":\"Msg1\",\"writeConcern\":2}");

        master.stop(() -> {});

        Reply reply = client.reply();
        assertEquals(503, reply.status());
        assertEquals(0, reply.json().get("receipt").get("id").asInt());
        assertNull(reply.header("retry-after"), "sent again, the message would be there twice");
    }

    @Test
    void aMasterThatHasStoppedStoresNothing() {
        master.stop(() -> {});

        Reply reply = client.post("/newMessage", "{\"message\":\"Msg1\"}").reply();

        assertEquals(503, reply.status());
        assertEquals("1", reply.header("retry-after"));
        assertFalse(reply.json().has("receipt"));
        assertEquals(0, master.log().firstGap());
    }

    @Test
    void refusesWithoutQuorumAndStoresNothing() {
        use(OptionalInt.of(2));

        Reply reply = client.post("/newMessage", "{\"message\":\"Msg1\"}").reply();

        assertEquals(503, reply.status());
        assertEquals("1", reply.header("retry-after"));
        assertEquals(1, reply.json().get("present").asInt());
        assertEquals(2, reply.json().get("needed").asInt());
        assertEquals(0, master.log().firstGap());
        assertEquals("READ_ONLY", client.get("/health").json().get("state").asString());
        assertEquals(
                "{\"present\":1,\"needed\":2}",
                client.get("/health").json().get("quorum").toString());
    }

    @Test
    void refusesWhatWouldWaitWhereAsManyWaitAsMay() {
        List<ApiClient> waiting = List.of(client(), client());
        waiting.forEach(c -> c.post("/newMessage", "{\"message\":\"Msg\",\"writeConcern\":9}"));

        Reply reply = client.post("/newMessage", "{\"message\":\"Msg\",\"writeConcern\":9}")
                .reply();

        assertEquals(503, reply.status());
        assertEquals("1", reply.header("retry-after"));
        assertEquals(MAX_WAITING, reply.json().get("maxWaiting").asInt());
        assertEquals(2, master.log().firstGap());
    }

    @Test
    void aClientThatHangsUpFreesItsPlaceAndLeavesItsMessage() {
        client.post("/newMessage", "{\"message\":\"Msg1\",\"writeConcern\":2}");
        assertEquals(1, client().get("/health").json().get("waitingClients").asInt());

        client.hangUp();

        assertEquals(0, client().get("/health").json().get("waitingClients").asInt());
        assertEquals(200, client().get("/messages/0").status());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "{}",
                "{\"message\":null}",
                "{\"message\":1}",
                "{\"message\":[\"a\"]}",
                "{\"message\":\"a\"}}",
                "{\"message\":\"a\",\"message\":\"b\"}",
                "{\"message\":\"\\ud800\"}",
                "{\"message\":\"a\",\"writeConcern\":-1}",
                "{\"message\":\"a\",\"writeConcern\":2147483648}",
                "{\"message\":\"a\",\"writeConcern\":2.0}",
                "{\"message\":\"a\",\"writeConcern\":\"2\"}",
                "{\"message\":\"a\",\"writeConcern\":true}",
                "{\"message\":\"a\",\"writeConcern\":null}",
                "{\"message\":\"a\",\"writeconcern\":2}",
                "{\"message\":\"a\",\"timeoutMs\":0}",
                "{\"message\":\"a\",\"timeoutMs\":2147483648}",
                "{\"message\":\"a\",\"timeoutMs\":null}"
            })
    void refusesAWrongBodyAndStoresNothing(String body) {
        Reply reply = client.post("/newMessage", body).reply();

        assertEquals(400, reply.status());
        assertEquals("application/problem+json", reply.header("content-type"));
        assertEquals(0, master.log().firstGap());
    }

    @Test
    void refusesBytesThatAreNoText() {
        byte[] body = "{\"message\":\"?\"}".getBytes(StandardCharsets.US_ASCII);
        body[12] = (byte) 0xff;

        assertEquals(400, client.post("/newMessage", body).reply().status());
        assertEquals(0, master.log().firstGap());
    }

    @Test
    void namesTheFieldAndTheFault() {
        Reply reply = client.post("/newMessage", "{\"message\":\"a\",\"writeConcern\":-1}")
                .reply();

        assertEquals(
                "writeConcern must be an integer from 0 to 2147483647",
                reply.json().get("detail").asString());
        assertEquals("writeConcern", reply.json().get("field").asString());
        assertEquals(400, reply.json().get("status").asInt());
    }

    @Test
    void takesTheLargestMessageAndNotAByteMore() {
        String largest = "é".repeat(MAX_MESSAGE_BYTES / 2);

        assertEquals(
                200,
                client.post("/newMessage", "{\"message\":\"" + largest + "\"}")
                        .reply()
                        .status());
        assertEquals(
                413,
                client.post("/newMessage", "{\"message\":\"" + largest + "x\"}")
                        .reply()
                        .status());
        assertEquals(1, master.log().firstGap());
    }

    @Test
    void aBodyThatIsWrongAtAllIsA400EvenIfItsMessageIsTooLargeToo() {
        String tooLarge = "x".repeat(MAX_MESSAGE_BYTES + 1);

        Reply reply = client.post("/newMessage", "{\"message\":\"" + tooLarge + "\",\"timeoutMs\":3e00}")
                .reply();

        assertEquals(400, reply.status());
        assertEquals("timeoutMs", reply.json().get("field").asString());
        assertEquals(0, master.log().firstGap());
    }

    @Test
    void takesTheLargestMessageAlsoWhereEachByteIsEscaped() {
        String escaped = "\\u0061".repeat(MAX_MESSAGE_BYTES);

        assertEquals(
                200,
                client.post("/newMessage", "{\"message\":\"" + escaped + "\"}")
                        .reply()
                        .status());
        assertEquals(
                "a".repeat(MAX_MESSAGE_BYTES),
                client.get("/messages/0").json().get("message").asString());
    }

    @Test
    void takesTheLargestConcernAndTheLongestTimeOut() {
        client.post("/newMessage", "{\"message\":\"a\",\"writeConcern\":2147483647,\"timeoutMs\":2147483647}");
        assertTrue(client.isWaiting());
    }

    @Test
    void showsWhoHoldsAMessage() {
        client.post("/newMessage", "{\"message\":\"Msg1\"}").reply();
        joinBonnie(1);

        assertEquals(
                "{\"id\":0,\"message\":\"Msg1\",\"acknowledgedBy\":[\"master\",\"bonnie\"]}",
                client.get("/messages/0").json().toString());
        assertEquals(
                "[{\"id\":0,\"message\":\"Msg1\"}]",
                client.get("/messages").json().toString());
        assertEquals(404, client.get("/messages/1").status());
    }

    @Test
    void tellsItsHealthAndThatOfEachSecondary() {
        client.post("/newMessage", "{\"message\":\"Msg1\"}").reply();
        client.post("/newMessage", "{\"message\":\"Msg2\"}").reply();
        joinBonnie(1);
        scheduler.runFor(5);

        Reply reply = client.get("/health");

        assertEquals(200, reply.status());
        assertEquals("application/json", reply.header("content-type"));
        assertEquals("master", reply.json().get("role").asString());
        assertEquals("master", reply.json().get("name").asString());
        assertEquals(MASTER.toString(), reply.json().get("nodeId").asString());
        assertEquals(LOG.toString(), reply.json().get("logId").asString());
        assertEquals("READY", reply.json().get("state").asString());
        assertEquals(2, reply.json().get("firstGap").asInt());
        assertFalse(reply.json().has("quorum"));
        assertTrue(reply.json().get("uptimeMs").isIntegralNumber());
        assertEquals(
                "[{\"name\":\"bonnie\",\"nodeId\":\"" + BONNIE + "\",\"state\":\"HEALTHY\",\"connected\":true,"
                        + "\"firstGap\":1,\"lag\":1,\"lastHeardMs\":5}]",
                reply.json().get("secondaries").toString());
    }

    private void use(OptionalInt quorum) {
        master = master(quorum);
        router = new MasterHttpApi(Runnable::run, master, MAX_MESSAGE_BYTES).router();
        client = client();
    }

    private ApiClient client() {
        return new ApiClient(router, MAX_MESSAGE_BYTES);
    }

    private MasterNode master(OptionalInt quorum) {
        InMemoryLog log = new InMemoryLog();
        log.adopt(LOG);
        MasterSettings settings = new MasterSettings(
                "master",
                MASTER,
                8080,
                1_500,
                1_000_000,
                MAX_MESSAGE_BYTES,
                MAX_WAITING,
                quorum,
                10_000,
                FrameLimits.MAX_RUN_MESSAGES,
                false);
        return new MasterNode(settings, log, scheduler, SendDelay.NONE, (low, high) -> low);
    }

    /** A secondary joins that fetches messages until it holds all before {@code firstGap}. */
    private void joinBonnie(long firstGap) {
        Link.Listener toMaster = master.accepted(new RecordingLink(), "somewhere");
        toMaster.received(new Frame(
                -1,
                new Body.Hello(
                        Protocol.VERSION,
                        BONNIE,
                        "bonnie",
                        8081,
                        null,
                        0,
                        RunningChecksum.EMPTY,
                        MAX_MESSAGE_BYTES,
                        false)));
        toMaster.received(new Frame(-2, new Body.GetMessages(0)));
        toMaster.received(new Frame(-3, new Body.SecondaryNodeReady(firstGap)));
    }
}
