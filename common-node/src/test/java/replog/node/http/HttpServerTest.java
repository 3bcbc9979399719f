package replog.node.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import replog.node.http.RawClient.Response;

/** The whole server over real sockets. */
class HttpServerTest {

    private static final String NOW = "GET /now HTTP/1.1\r\nHost: h\r\n\r\n";
    private static final String WAIT = "GET /wait HTTP/1.1\r\nHost: h\r\n\r\n";

    private TestRoutes routes;
    private TestServer server;
    private RawClient client;

    @BeforeEach
    void start() throws Exception {
        routes = new TestRoutes();
        server = new TestServer(routes.router, Limits.patient());
        client = server.connect();
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        server.close();
    }

    @Test
    void answersPipelinedRequestsInTheirOrderAlsoWhereTheFirstWaits() throws Exception {
        client.send(WAIT + echo("b") + "HEAD /now HTTP/1.1\r\nHost: h\r\n\r\n" + NOW);

        routes.takeWaiting().answer(TestRoutes.DONE);

        assertEquals("\"done\"", client.read().body());
        assertEquals("\"b\"", client.read().body());
        assertEquals("5", client.readHead().header("content-length"));
        assertEquals("\"now\"", client.read().body());
    }

    @Test
    void noticesThatAWaitingClientHangsUp() throws Exception {
        client.send(WAIT + NOW);
        routes.takeWaiting();

        client.close();

        routes.awaitHangUp();
    }

    @Test
    void noticesThatAWaitingClientResetsItsConnection() throws Exception {
        client.send(WAIT);
        routes.takeWaiting();

        client.reset();

        routes.awaitHangUp();
    }

    @Test
    void answersToSomebodyWhoHasGoneAreDropped() throws Exception {
        client.send(WAIT);
        HttpExchange exchange = routes.takeWaiting();
        client.reset();
        routes.awaitHangUp();

        exchange.answer(TestRoutes.DONE);

        try (RawClient other = server.connect()) {
            assertEquals(200, other.send(NOW).read().status());
        }
    }

    @Test
    void letsTheClientReadTheRefusalOfABodyThatItIsStillSending() throws Exception {
        byte[] megabyte = new byte[1 << 20];
        client.send("POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: " + (64 << 20) + "\r\n\r\n");
        for (int i = 0; i < 64; i++) {
            client.send(megabyte);
        }

        Response refusal = client.read();

        assertEquals(413, refusal.status());
        assertEquals("close", refusal.header("connection"));
        assertEquals("application/problem+json", refusal.header("content-type"));
        assertTrue(client.isAtEnd());
    }

    @Test
    void letsTheClientReadTheRefusalOfChunksThatItIsStillSending() throws Exception {
        byte[] megabyte = new byte[1 << 20];
        client.send("POST /echo HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n");
        for (int i = 0; i < 64; i++) {
            client.send("100000\r\n").send(megabyte).send("\r\n");
        }

        assertEquals(413, client.read().status());
    }

    @Test
    void keepsAConnectionOfHttp10OnlyWhereTheClientAsksForIt() throws Exception {
        client.send("GET /now HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
        assertEquals("keep-alive", client.read().header("connection"));

        client.send("GET /now HTTP/1.0\r\n\r\n");
        assertEquals("close", client.read().header("connection"));
        assertTrue(client.isAtEnd());
    }

    @Test
    void closesAfterTheAnswerWhereTheClientAsksForIt() throws Exception {
        client.send("GET /now HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n" + NOW);

        assertEquals("close", client.read().header("connection"));
        assertTrue(client.isAtEnd());
    }

    @Test
    void closesAConnectionThatSendsGarbage() throws Exception {
        client.send("\u0016\u0003\u0001 this is no http\r\n\r\n");

        assertEquals(400, client.read().status());
        assertTrue(client.isAtEnd());
    }

    @Test
    void closesConnectionsBeyondTheLimit() throws Exception {
        try (TestServer small = new TestServer(routes.router, Limits.withMaxConnections(1));
                RawClient first = small.connect()) {
            assertEquals(200, first.send(NOW).read().status());

            try (RawClient second = small.connect()) {
                assertTrue(second.isAtEnd());
            }
            assertEquals(200, first.send(NOW).read().status());
        }
    }

    @Test
    void lettingGoOfAConnectionMakesRoomForAnother() throws Exception {
        try (TestServer small = new TestServer(routes.router, Limits.withMaxConnections(1))) {
            try (RawClient first = small.connect()) {
                assertEquals(200, first.send(NOW).read().status());
            }

            assertEquals(200, answerOnceThereIsRoom(small).status());
        }
    }

    /** The server learns of a closed connection soon, but not at the same moment. */
    private static Response answerOnceThereIsRoom(TestServer small) throws Exception {
        long giveUpAt = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (true) {
            try (RawClient next = small.connect()) {
                return next.send(NOW).read();
            } catch (IOException refused) {
                if (System.nanoTime() > giveUpAt) {
                    throw refused;
                }
            }
        }
    }

    @Test
    void saysInOneLineWhyItCannotListen() throws Exception {
        InetSocketAddress taken = new InetSocketAddress(
                InetAddress.getLoopbackAddress(), server.server().address().getPort());

        CompletionStage<HttpServer> second = HttpServer.start(taken, server.loops(), new Router(), Limits.USUAL);

        ExecutionException failed = assertThrows(
                ExecutionException.class, () -> second.toCompletableFuture().get(30, TimeUnit.SECONDS));
        Throwable failure = assertInstanceOf(IOException.class, failed.getCause());
        assertEquals(
                "cannot listen on " + taken.getHostString() + ":" + taken.getPort() + ": Address already in use",
                failure.getMessage());
    }

    @Test
    void closesIdleConnectionsAndLetsRequestsInHandFinishWhenItCloses() throws Exception {
        try (RawClient idle = server.connect()) {
            idle.send(NOW).read();
            client.send(WAIT);
            HttpExchange inHand = routes.takeWaiting();

            CompletionStage<Void> closed = server.server().close(30_000);

            assertTrue(idle.isAtEnd());
            inHand.answer(TestRoutes.DONE);
            Response last = client.read();
            assertEquals("\"done\"", last.body());
            assertEquals("close", last.header("connection"));
            client.close();
            closed.toCompletableFuture().get(30, TimeUnit.SECONDS);
        }
    }

    @Test
    void cutsOffWhatIsLeftWhenTheGraceIsOver() throws Exception {
        client.send(WAIT);
        routes.takeWaiting();

        server.server().close(1).toCompletableFuture().get(30, TimeUnit.SECONDS);

        assertTrue(client.isAtEnd());
    }

    private static String echo(String body) {
        return "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }
}
