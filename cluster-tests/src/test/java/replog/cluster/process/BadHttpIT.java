package replog.cluster.process;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import replog.cluster.harness.Answer;
import replog.cluster.harness.Await;
import replog.cluster.harness.Cluster;
import replog.cluster.harness.NodeProcess;
import replog.cluster.harness.RawConnection;
import replog.cluster.harness.Requests;

/** Clients that break HTTP, flood or dawdle are sent away, and nobody else notices. */
class BadHttpIT {

    private static final String POST = "POST /newMessage HTTP/1.1\r\nHost: here\r\n";
    private static final long FLOOD_BYTES = 512L << 20;

    @RegisterExtension
    static final Cluster CLUSTER = new Cluster("--send-delay-ms", "0");

    private static NodeProcess master;

    @BeforeAll
    static void start() {
        master = CLUSTER.startMaster();
        CLUSTER.startSecondary("bonnie");
        assertEquals(200, master.client().post("first", 2).status());
    }

    @AfterEach
    void othersNoticeNothing() {
        assertEquals(200, master.client().post("and so on", 2).status());
    }

    static Stream<Arguments> requests() {
        return Stream.of(
                arguments("rubbish", "\u0000\u0001\u0002 rubbish\r\n\r\n", 400),
                arguments("the beginning of TLS", "\u0016\u0003\u0001\u0002\u0000\u0001\r\n\r\n", 400),
                arguments("another version", "GET /messages HTTP/3.0\r\nHost: here\r\n\r\n", 505),
                arguments("no Host", "GET /messages HTTP/1.1\r\n\r\n", 400),
                arguments("a long URI", "GET /" + "a".repeat(20_000) + " HTTP/1.1\r\nHost: here\r\n\r\n", 414),
                arguments("long headers", "GET /messages HTTP/1.1\r\nX: " + "a".repeat(40_000) + "\r\n\r\n", 431),
                arguments("many headers", "GET /messages HTTP/1.1\r\n" + "X: y\r\n".repeat(10_000) + "\r\n", 431),
                arguments("two lengths", POST + "Content-Length: 3\r\nContent-Length: 4\r\n\r\n{}{}", 400),
                arguments("no length", POST + "Content-Length: all\r\n\r\n{}", 400),
                arguments(
                        "a length and chunks",
                        POST + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                        400),
                arguments("broken chunks", POST + "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n", 400),
                arguments("64 MB announced", POST + "Content-Length: 67108864\r\n\r\n{", 413));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("requests")
    void isToldWhyAndClosedWhoSends(String what, String request, int status) {
        try (RawConnection client = RawConnection.to(master.httpPort())) {
            Answer answer = client.send(request).readAnswer();

            assertEquals(status, answer.status(), answer::toString);
            assertEquals(
                    "application/problem+json", answer.header("content-type").orElseThrow());
            client.finishSending();
            client.awaitClosed();
        }
    }

    static Stream<Arguments> floods() {
        return Stream.of(
                arguments("of header fields", "GET /messages HTTP/1.1\r\n", "X: " + "a".repeat(1000) + "\r\n"),
                arguments("of one header field", "GET /messages HTTP/1.1\r\nX: ", "a".repeat(1000)),
                arguments("of an URI", "GET /", "a".repeat(1000)),
                arguments("of chunks", POST + "Transfer-Encoding: chunked\r\n\r\n", chunk("a".repeat(60_000))),
                arguments(
                        "of small chunks",
                        POST + "Transfer-Encoding: chunked\r\n\r\n",
                        chunk("a").repeat(1000)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("floods")
    void isCutOffWhoSendsAFlood(String what, String beginning, String more) {
        try (RawConnection client = RawConnection.to(master.httpPort())) {
            client.send(beginning).sendUntilClosed(more.getBytes(ISO_8859_1), FLOOD_BYTES);
        }
    }

    @Test
    void aSlowSenderIsClosedWhileAPatientClientIsLeftAlone() {
        CompletableFuture<Answer> patient = master.client().postAsync("waiting for nine", 9);
        CLUSTER.awaitWaiting(master, 1);

        try (RawConnection slow = RawConnection.to(master.httpPort())) {
            slow.send(POST + "X-Slow: ");
            Await.until("the slow sender is answered", () -> {
                slow.send("z");
                return slow.hasInput();
            });
            assertEquals(408, slow.readAnswer().status());
            slow.awaitClosed();
        }

        assertFalse(patient.isDone());
        CLUSTER.awaitWaiting(master, 1);
        patient.cancel(true);
        CLUSTER.awaitWaiting(master, 0);
    }

    @Test
    void aClientThatReadsNothingHoldsNobodyUp() {
        String large = "x".repeat(1_000_000);
        for (int i = 0; i < 20; i++) {
            assertEquals(200, master.client().post(large, 2).status());
        }

        try (RawConnection lazy = RawConnection.withSmallBufferTo(master.httpPort())) {
            lazy.send(Requests.get("/messages").repeat(100));
            lazy.send(Requests.post("unseen", 1));
            assertTrue(master.client().messages().contains(large));
            assertFalse(master.client().messages().contains("unseen"));
        }
    }

    @Test
    void pipelinedRequestsAreAnsweredInOrder() {
        StringBuilder requests = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            requests.append(Requests.post("pipelined " + i, i % 2 + 1));
            requests.append(Requests.get("/nothing/" + i));
        }

        try (RawConnection client = RawConnection.to(master.httpPort())) {
            client.send(requests.toString());
            long previousId = -1;
            for (int i = 0; i < 100; i++) {
                Answer receipt = client.readAnswer();
                assertEquals(200, receipt.status());
                long id = receipt.json().get("id").asLong();
                assertTrue(id > previousId);
                previousId = id;
                assertTrue(client.readAnswer().body().contains("/nothing/" + i));
            }
        }
    }

    private static String chunk(String content) {
        return Integer.toHexString(content.length()) + "\r\n" + content + "\r\n";
    }
}
