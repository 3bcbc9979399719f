package replog.node.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that are wrong as such: each gets one clear answer and its connection no further one. */
class BadHttpTest {

    private static final String NOW = "GET /now HTTP/1.1\r\nHost: h\r\n\r\n";

    private final TestRoutes routes = new TestRoutes();
    private final EmbeddedConnection client = new EmbeddedConnection(routes.router, Limits.USUAL);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
                "POST /echo HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
                "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
                "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\nContent-Length: 3\r\n\r\nabc",
                "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 3, 3\r\n\r\nabc",
                "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: -3\r\n\r\n",
                "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: +3\r\n\r\nabc",
                "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: three\r\n\r\nabc",
                "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 99999999999999999999\r\n\r\n",
                "POST /echo HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked, identity\r\n\r\n",
                "POST /echo HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: gzip\r\n\r\n",
                "POST /echo HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "POST /echo HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
                "POST /echo HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n",
                "POST /echo HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\nfffffffff\r\n",
                "POST /echo HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabcde\r\n0\r\n\r\n",
                "GET /now HTTP/1.1\r\n\r\n",
                "GET /now HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
                "GET /now HTTP/1.1\r\nHost : h\r\n\r\n",
                "GET /now HTTP/1.1\r\nHost h\r\n\r\n",
                "GET /now HTTP/1.1\nHost: h\n\n",
                "GET /now HTTP/9\r\nHost: h\r\n\r\n",
                "GET /now\r\n\r\n",
                "\u0016\u0003\u0001\u0002 rubbish\r\n\r\n",
                "}{\r\n\r\n"
            })
    void refusesWhatIsNoHttpOrCouldBeReadInTwoWays(String request) {
        client.send(request + NOW);

        assertRefused(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Transfer-Encoding: gzip, chunked", "Transfer-Encoding: gzip\r\nTransfer-Encoding: chunked"})
    void refusesCodingsThatItDoesNotKnow(String codings) {
        client.send("POST /echo HTTP/1.1\r\nHost: h\r\n" + codings + "\r\n\r\n0\r\n\r\n" + NOW);

        assertRefused(501);
    }

    @Test
    void refusesVersionsThatItDoesNotSpeak() {
        client.send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + NOW);

        assertRefused(505);
    }

    @Test
    void refusesExpectationsThatItDoesNotKnow() {
        client.send("GET /now HTTP/1.1\r\nHost: h\r\nExpect: a miracle\r\n\r\n" + NOW);

        assertRefused(417);
    }

    @Test
    void refusesAFloodInTheRequestLine() {
        client.send("GET /" + "x".repeat(Limits.USUAL.maxRequestLineBytes()) + " HTTP/1.1\r\nHost: h\r\n\r\n" + NOW);

        assertRefused(414);
    }

    @Test
    void refusesARequestLineWithoutEndAsSoonAsItIsTooLong() {
        client.send("GET /" + "x".repeat(Limits.USUAL.maxRequestLineBytes()));

        assertRefused(414);
    }

    @Test
    void refusesAFloodOfHeaderFields() {
        client.send("GET /now HTTP/1.1\r\nHost: h\r\n"
                + "X: 0123456789\r\n".repeat(Limits.USUAL.maxHeaderBytes() / 10)
                + "\r\n"
                + NOW);

        assertRefused(431);
    }

    @Test
    void refusesOneHugeHeaderField() {
        client.send("GET /now HTTP/1.1\r\nHost: h\r\nX: " + "x".repeat(Limits.USUAL.maxHeaderBytes()));

        assertRefused(431);
    }

    @Test
    void refusesAFloodBehindTheLastChunk() {
        client.send("POST /echo HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n"
                + "X: 0123456789\r\n".repeat(Limits.USUAL.maxHeaderBytes() / 10));

        assertRefused(431);
    }

    @Test
    void takesABodyOfTheLargestSizeAndNotAByteMore() {
        HttpLimits limits = Limits.withMaxHttpBodyBytes(100);
        String head = "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: ";
        EmbeddedConnection largest = new EmbeddedConnection(routes.router, limits);
        EmbeddedConnection larger = new EmbeddedConnection(routes.router, limits);

        largest.send(head + "100\r\n\r\n" + "x".repeat(100));
        larger.send(head + "101\r\n\r\n");

        assertEquals(200, largest.status());
        assertEquals(413, larger.status());
    }

    @Test
    void refusesChunksThatAreTooLargeTogether() {
        HttpLimits limits = Limits.withMaxHttpBodyBytes(100);
        EmbeddedConnection sender = new EmbeddedConnection(routes.router, limits);
        sender.send("POST /echo HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n");

        sender.send("32\r\n" + "x".repeat(50) + "\r\n32\r\n" + "x".repeat(50) + "\r\n");
        assertEquals(0, sender.status());
        sender.send("1\r\nx\r\n");

        assertEquals(413, sender.status());
    }

    @Test
    void refusesOnlyOnceWhereATooLargeBodyIsBrokenToo() {
        EmbeddedConnection sender = new EmbeddedConnection(routes.router, Limits.withMaxHttpBodyBytes(100));

        sender.send("POST /echo HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n65\r\n" + "x".repeat(101)
                + "\r\nno chunk\r\n");

        String received = sender.received();
        assertTrue(received.startsWith("HTTP/1.1 413 "), received);
        assertEquals(1, received.split("content-length: ", -1).length - 1, received);
    }

    @Test
    void refusesFurtherBodiesWhereTooManyAreArriving() {
        HttpPipelines pipelines = new HttpPipelines(routes.router, Limits.withMaxUnfinishedBodyBytes(10_000));
        String half = "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 12000\r\n\r\n" + "x".repeat(6_000);
        EmbeddedConnection first = pipelines.connect();
        EmbeddedConnection second = pipelines.connect();

        first.send(half);
        second.send(half);

        assertEquals(0, first.status());
        String refusal = second.received();
        assertTrue(refusal.startsWith("HTTP/1.1 503 ") && refusal.contains("retry-after: "), refusal);

        first.channel.close();
        EmbeddedConnection third = pipelines.connect();
        third.send(half);
        assertEquals(0, third.status());
    }

    @Test
    void aWholeBodyLeavesRoomForTheNext() {
        HttpPipelines pipelines = new HttpPipelines(routes.router, Limits.withMaxUnfinishedBodyBytes(10_000));
        EmbeddedConnection sender = pipelines.connect();
        for (int i = 0; i < 10; i++) {
            sender.send("POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 6000\r\n\r\n" + "x".repeat(5_000));
            sender.send("x".repeat(1_000));

            assertEquals(200, sender.status());
        }
    }

    @Test
    void tellsAClientToGoOnThatAsksFirst() {
        client.send("POST /echo HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\n");
        assertEquals("HTTP/1.1 100 Continue\r\n\r\n", client.received());

        client.send("a");

        assertTrue(client.received().endsWith("\"a\""));
    }

    @Test
    void tellsAClientNotToSendABodyThatWouldBeRefused() {
        client.send("POST /echo HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 67108864\r\n\r\n");

        assertRefused(413);
    }

    @Test
    void asksForTheBodyOfAPipelinedRequestOnlyWhenItsTurnHasCome() throws Exception {
        client.send("GET /wait HTTP/1.1\r\nHost: h\r\n\r\n");
        client.send("POST /echo HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\n");
        assertEquals("", client.received());

        routes.takeWaiting().answer(TestRoutes.DONE);

        assertTrue(client.received().endsWith("\"done\"HTTP/1.1 100 Continue\r\n\r\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /now HTTP/1.1\r\nHost: h\r\n",
                "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\n123",
                "POST /echo HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n123"
            })
    void aHangUpInTheMiddleOfARequestIsNobodysRequest(String part) {
        List<Object> written = new ArrayList<>();
        client.channel.pipeline().addFirst(new ChannelOutboundHandlerAdapter() {
            @Override
            public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
                written.add(message);
            }
        });
        client.send(part);

        client.hangUp();

        assertEquals(List.of(), written);
    }

    private void assertRefused(int status) {
        String received = client.received();
        assertTrue(received.startsWith("HTTP/1.1 " + status + " "), received);
        assertTrue(received.contains("content-type: application/problem+json"), received);
        assertTrue(received.contains("connection: close"), received);
        assertEquals(1, received.split("content-length: ", -1).length - 1, "one answer only: " + received);
        client.send(NOW);
        assertEquals("", client.received());
        client.pass(Limits.USUAL.lingerMs());
        assertFalse(client.isOpen());
    }
}
