package replog.secondary.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import replog.node.http.ApiClient;
import replog.node.http.ApiClient.Reply;
import replog.node.log.InMemoryLog;
import replog.proto.core.Dialer;
import replog.proto.core.Link;
import replog.proto.core.SendDelay;
import replog.proto.message.Body;
import replog.proto.message.Frame;
import replog.proto.message.LogId;
import replog.proto.message.NodeId;
import replog.proto.sim.RecordingLink;
import replog.proto.sim.Samples;
import replog.proto.sim.VirtualScheduler;
import replog.secondary.core.SecondaryNode;
import replog.secondary.core.SecondarySettings;

/** The calls of a secondary, against a real one in virtual time; the test plays its master. */
class SecondaryHttpApiTest {

    private static final int MAX_MESSAGE_BYTES = 100;
    private static final NodeId NODE = new NodeId(new UUID(0, 1));
    private static final LogId LOG = new LogId(new UUID(0, 2));

    private final VirtualScheduler scheduler = new VirtualScheduler();
    private final List<Dialer.Listener> dialed = new ArrayList<>();
    private final RecordingLink link = new RecordingLink();
    private final SecondaryNode secondary = new SecondaryNode(
            new SecondarySettings("bonnie", NODE, 8081, 1_500, 3_000, MAX_MESSAGE_BYTES, 10_000, false),
            new InMemoryLog(),
            scheduler,
            SendDelay.NONE,
            dialed::add,
            () -> {});
    private final ApiClient client = new ApiClient(
            new SecondaryHttpApi(Runnable::run, secondary, new MasterAddress("10.5.0.100", 6000)).router(),
            MAX_MESSAGE_BYTES);

    @ParameterizedTest
    @ValueSource(strings = {"/messages", "/messages/0"})
    void showsNothingBeforeItHasCaughtUpForTheFirstTime(String target) {
        Link.Listener toSecondary = connect();
        assertNotReady(client.get(target), "disconnected");

        accept(toSecondary, 2);

        assertNotReady(client.get(target), "connected");
    }

    @Test
    void showsItsListOnceItHasCaughtUp() {
        catchUp();

        Reply list = client.get("/messages");

        assertEquals(200, list.status());
        assertEquals("connected", list.header("replication-state"));
        assertEquals(
                "[{\"id\":0,\"message\":\"Msg0\"},{\"id\":1,\"message\":\"Msg1\"}]",
                list.json().toString());
        assertEquals(
                "{\"id\":1,\"message\":\"Msg1\"}",
                client.get("/messages/1").json().toString());
        assertEquals(404, client.get("/messages/2").status());
    }

    @Test
    void showsItsListAlsoWhileTheMasterIsAway() {
        Link.Listener toSecondary = catchUp();

        toSecondary.closed("the master is gone");

        for (String target : List.of("/messages", "/messages/0", "/messages/9")) {
            assertEquals("disconnected", client.get(target).header("replication-state"));
        }
        assertEquals(200, client.get("/messages").status());
    }

    @Test
    void showsNothingBehindAGap() {
        Link.Listener toSecondary = catchUp();
        toSecondary.received(new Frame(3, new Body.AddMessage(Samples.message(3))));

        assertEquals(2, client.get("/messages").json().size());
        assertEquals(404, client.get("/messages/3").status());
        assertEquals(1, client.get("/health").json().get("waitingBehindGap").asInt());
    }

    @Test
    void sendsWhoeverPostsToTheMaster() {
        catchUp();

        Reply reply = client.post("/newMessage", "{\"message\":\"Msg1\"}").reply();

        assertEquals(421, reply.status());
        assertEquals("application/problem+json", reply.header("content-type"));
        assertEquals("http://10.5.0.100:8080", reply.json().get("master").asString());
        assertTrue(reply.json().get("detail").asString().contains("http://10.5.0.100:8080"));
    }

    @Test
    void saysSoWhereItDoesNotKnowTheMastersAddressYet() {
        Reply reply = client.post("/newMessage", "nonsense").reply();

        assertEquals(421, reply.status());
        assertFalse(reply.json().has("master"));
    }

    @Test
    void writesAnAddressOfSixteenBytesInBrackets() {
        assertEquals("[::1]:6000", new MasterAddress("::1", 6000).toString());
    }

    @Test
    void tellsItsHealthBeforeItEverSawAMaster() {
        Reply reply = client.get("/health");

        assertEquals(200, reply.status());
        assertEquals("secondary", reply.json().get("role").asString());
        assertEquals("bonnie", reply.json().get("name").asString());
        assertEquals(NODE.toString(), reply.json().get("nodeId").asString());
        assertFalse(reply.json().has("logId"));
        assertEquals("CATCHING_UP", reply.json().get("state").asString());
        assertEquals("disconnected", reply.json().get("replication").asString());
        assertEquals(0, reply.json().get("firstGap").asInt());
        assertEquals(0, reply.json().get("waitingBehindGap").asInt());
        assertTrue(reply.json().get("uptimeMs").isIntegralNumber());
        assertEquals(
                "{\"address\":\"10.5.0.100:6000\"}", reply.json().get("master").toString());
    }

    @Test
    void tellsItsHealthWithAMaster() {
        catchUp();
        scheduler.runFor(7);

        Reply reply = client.get("/health");

        assertEquals(LOG.toString(), reply.json().get("logId").asString());
        assertEquals("READY", reply.json().get("state").asString());
        assertEquals("connected", reply.json().get("replication").asString());
        assertEquals(2, reply.json().get("firstGap").asInt());
        assertEquals(
                "{\"address\":\"10.5.0.100:6000\",\"url\":\"http://10.5.0.100:8080\",\"lastHeardMs\":7}",
                reply.json().get("master").toString());
    }

    @Test
    void tellsWhyTheMasterRefusedIt() {
        connect().received(new Frame(-1, new Body.HelloRefused("another log")));

        assertEquals(
                "another log",
                client.get("/health").json().get("master").get("refusedBecause").asString());
    }

    private Link.Listener connect() {
        secondary.start();
        return dialed.get(0).connected(link);
    }

    private Link.Listener catchUp() {
        Link.Listener toSecondary = connect();
        accept(toSecondary, 2);
        toSecondary.received(new Frame(-2, new Body.Messages(Samples.records(0, 2))));
        return toSecondary;
    }

    private static void accept(Link.Listener toSecondary, long messageCount) {
        toSecondary.received(new Frame(-1, new Body.HelloAccepted(LOG, messageCount, 8080, 1_000_000)));
    }

    private static void assertNotReady(Reply reply, String replicationState) {
        assertEquals(503, reply.status());
        assertEquals("1", reply.header("retry-after"));
        assertEquals(replicationState, reply.header("replication-state"));
        assertEquals("urn:replog:problem:catching-up", reply.json().get("type").asString());
    }
}
