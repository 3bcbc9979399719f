package replog.node.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** One connection and time. */
class HttpPipelineTest {

    private static final String NOW = "GET /now HTTP/1.1\r\nHost: h\r\n\r\n";
    private static final String WAIT = "GET /wait HTTP/1.1\r\nHost: h\r\n\r\n";
    private static final long TEN_SECONDS = 10_000;
    private static final long FIVE_MINUTES = 5 * 60_000;
    private static final long ONE_DAY = TimeUnit.DAYS.toMillis(1);

    private final TestRoutes routes = new TestRoutes();
    private final HttpPipelines server = new HttpPipelines(routes.router, Limits.USUAL);
    private final EmbeddedConnection client = server.connect();

    @Test
    void closesASenderWhoseHeadIsNotWholeTenSecondsAfterItsFirstByte() {
        for (char c : NOW.substring(0, 9).toCharArray()) {
            client.send(String.valueOf(c));
            client.pass(1_000);
        }
        client.pass(TEN_SECONDS - 9_000 - 1);
        assertEquals("", client.received());

        client.pass(1);

        assertEquals(408, client.status());
    }

    @Test
    void closesASenderWhoseBodyIsNotWholeTenSecondsAfterItsFirstByte() {
        client.send("POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\n1234");
        client.pass(TEN_SECONDS - 1);
        assertEquals("", client.received());

        client.pass(1);

        assertEquals(408, client.status());
    }

    @Test
    void closesASenderWhoseHeadEndsInAHeaderFieldLine() {
        client.send("GET /now HTTP/1.1\r\n");

        client.pass(TEN_SECONDS);

        assertEquals(408, client.status());
    }

    @Test
    void closesTheConnectionOfASlowSenderAlsoWhereThatDoesNotHangUp() {
        client.send("GET");
        client.pass(TEN_SECONDS);

        client.pass(Limits.USUAL.lingerMs());

        assertFalse(client.isOpen());
    }

    @Test
    void leavesAClientAloneThatWaitsForItsAnswer() throws Exception {
        client.send(WAIT);

        client.pass(ONE_DAY);
        routes.takeWaiting().answer(TestRoutes.DONE);

        assertEquals(200, client.status());
    }

    @Test
    void leavesAClientAloneThatSentHalfOfItsNextRequestWhileItWaits() throws Exception {
        client.send(WAIT + NOW.substring(0, 10));

        client.pass(ONE_DAY);
        routes.takeWaiting().answer(TestRoutes.DONE);
        assertEquals(200, client.status());

        client.pass(TEN_SECONDS - 1);
        client.send(NOW.substring(10));
        assertEquals(200, client.status());
    }

    @Test
    void givesTheHalfSentNextRequestTenSecondsOnceItsTurnHasCome() throws Exception {
        client.send(WAIT + NOW.substring(0, 10));
        client.pass(ONE_DAY);
        routes.takeWaiting().answer(TestRoutes.DONE);
        client.received();

        client.pass(TEN_SECONDS);

        assertEquals(408, client.status());
    }

    @Test
    void aRequestThatCameInTimeLeavesNoDeadlineBehind() {
        client.send(NOW.substring(0, 10));
        client.pass(TEN_SECONDS - 1);
        client.send(NOW.substring(10) + NOW.substring(0, 10));
        assertEquals(200, client.status());

        client.pass(TEN_SECONDS - 1);
        client.send(NOW.substring(10));

        assertEquals(200, client.status());
    }

    @Test
    void closesAConnectionOnWhichNothingWasAskedForFiveMinutes() {
        client.send(NOW);
        assertEquals(200, client.status());
        client.pass(FIVE_MINUTES - 1);
        assertTrue(client.isOpen());

        client.pass(1);

        assertFalse(client.isOpen());
    }

    @Test
    void closesAConnectionOnWhichNothingWasEverAsked() {
        client.pass(FIVE_MINUTES);

        assertFalse(client.isOpen());
    }

    @Test
    void closesTheConnectionOfAReaderThatMakesNoProgressAtAll() {
        client.channel.pipeline().addFirst(new StuckReader());
        client.send(NOW);

        client.pass(FIVE_MINUTES);
        assertTrue(client.isOpen());
        client.pass(FIVE_MINUTES);

        assertFalse(client.isOpen());
    }

    @Test
    void makesNoFurtherAnswersForAClientThatDoesNotReadThoseItHas() throws Exception {
        StuckReader stuck = new StuckReader();
        client.channel.pipeline().addFirst(stuck);
        String big = "x".repeat(100_000);
        client.send("POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 100000\r\n\r\n" + big + WAIT);
        assertTrue(routes.nobodyWaits());

        stuck.readAll();

        routes.takeWaiting().answer(TestRoutes.DONE);
        assertTrue(client.received().endsWith("\"done\""));
    }

    @Test
    void stopsReadingBeyondWhatMayBeSentAhead() throws Exception {
        client.send(WAIT);
        client.send(new byte[Limits.USUAL.maxPipelinedBytes() - 1]);
        assertTrue(client.channel.config().isAutoRead());

        client.send(new byte[1]);

        assertFalse(client.channel.config().isAutoRead());
    }

    @Test
    void readsOnWhenTheRequestInHandIsAnswered() throws Exception {
        String ahead = NOW.repeat(Limits.USUAL.maxPipelinedBytes() / NOW.length() + 1);
        client.send(WAIT + ahead);
        assertFalse(client.channel.config().isAutoRead());

        routes.takeWaiting().answer(TestRoutes.DONE);

        assertTrue(client.channel.config().isAutoRead());
        assertEquals(ahead.length() / NOW.length(), client.received().split("\"now\"", -1).length - 1);
    }

    @Test
    void answersARequestThatArrivesByteByByte() {
        String request =
                "POST /echo HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n1\r\nc\r\n0\r\n\r\n";
        for (char c : request.repeat(2).toCharArray()) {
            client.send(String.valueOf(c));
        }

        String received = client.received();

        assertEquals(2, received.split("\"abc\"", -1).length - 1, received);
    }

    @Test
    void closesIdleConnectionsWhenTheServerDrains() {
        client.send(NOW);

        server.drain(client);

        assertFalse(client.isOpen());
    }

    @Test
    void closesAConnectionThatWasAcceptedJustBeforeTheServerDrained() {
        server.drain(client);
        EmbeddedConnection late = server.connect();

        late.channel.pipeline().fireChannelActive();

        assertFalse(late.isOpen());
    }

    @Test
    void answersTheRequestInHandButNoFurtherOneWhenTheServerDrains() throws Exception {
        client.send(WAIT + NOW);

        server.drain(client);
        routes.takeWaiting().answer(TestRoutes.DONE);

        String received = client.received();
        assertTrue(received.contains("connection: close") && received.endsWith("\"done\""), received);
    }

    @Test
    void cutsOffAClientThatSendsOnAfterItsLastAnswer() {
        byte[] megabyte = new byte[1 << 20];
        client.send("nonsense\r\n\r\n");
        assertEquals(400, client.status());

        for (long sent = 0; sent < Limits.USUAL.lingerBytes(); sent += megabyte.length) {
            client.send(megabyte);
        }
        assertTrue(client.isOpen());
        client.send(new byte[1]);

        assertFalse(client.isOpen());
    }
}
