package replog.master;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import replog.node.cli.DelayRange;
import replog.node.cli.LogLevel;
import replog.node.cli.NodeOptions;
import replog.node.cli.StartException;

/** A whole master on real sockets, alone. */
@Timeout(60)
class RunningMasterTest {

    private final ConcurrentLinkedQueue<Throwable> bugs = new ConcurrentLinkedQueue<>();
    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void aStopAnswersWhoWaitsAndThenIsDone() throws Exception {
        int httpPort = freePort();
        RunningMaster master = new RunningMaster(options("127.0.0.1", httpPort, freePort()), bugs::add);
        post(httpPort, "{\"message\":\"a\"}").join();
        CompletableFuture<HttpResponse<String>> waiting = post(httpPort, "{\"message\":\"b\",\"writeConcern\":2}");
        awaitMessages(httpPort, 2);
        CountDownLatch stopped = new CountDownLatch(1);

        master.stop(stopped::countDown);

        HttpResponse<String> answer = waiting.join();
        assertEquals(503, answer.statusCode());
        assertTrue(answer.body().contains("\"acknowledgedBy\":[\"master\"]"), answer.body());
        assertTrue(stopped.await(30, TimeUnit.SECONDS));
        assertThrows(IOException.class, () -> get(httpPort));
        assertTrue(bugs.isEmpty(), bugs::toString);
    }

    @Test
    void aPortInUseIsAClearReasonNotToStart() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int used = other.getLocalPort();

            assertReason("cannot listen on 127.0.0.1:" + used + ": ", options("127.0.0.1", freePort(), used));
            assertReason("cannot listen on 127.0.0.1:" + used + ": ", options("127.0.0.1", used, freePort()));
        }
    }

    @Test
    void anUnknownHostIsAClearReasonNotToStart() throws Exception {
        assertReason("cannot listen on no.such.host.invalid:1: unknown host", options("no.such.host.invalid", 2, 1));
    }

    private void assertReason(String beginning, MasterOptions options) {
        StartException reason = assertThrows(StartException.class, () -> new RunningMaster(options, bugs::add));
        assertTrue(reason.reason().startsWith(beginning), reason::reason);
    }

    private static MasterOptions options(String host, int httpPort, int commPort) {
        NodeOptions node = new NodeOptions(
                "master",
                host,
                httpPort,
                1,
                1500,
                new DelayRange(0, 0),
                1 << 20,
                16 << 20,
                Optional.empty(),
                128 << 20,
                LogLevel.INFO);
        return new MasterOptions(node, commPort, 1, 1000, OptionalInt.empty(), 10);
    }

    private CompletableFuture<HttpResponse<String>> post(int port, String body) {
        return client.sendAsync(
                HttpRequest.newBuilder(uri(port, "/newMessage"))
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private void awaitMessages(int port, int count) throws IOException, InterruptedException {
        while (get(port).body().split("\"id\"", -1).length <= count) {
            Thread.onSpinWait();
        }
    }

    private HttpResponse<String> get(int port) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(uri(port, "/messages")).build(), BodyHandlers.ofString());
    }

    private static URI uri(int port, String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
