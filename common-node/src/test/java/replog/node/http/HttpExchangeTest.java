package replog.node.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HttpExchangeTest {

    private static final String GO = "GET /go HTTP/1.1\r\nHost: h\r\n\r\n";

    private final List<HttpExchange> exchanges = new ArrayList<>();
    private final EmbeddedConnection client = connect((exchange, none) -> exchanges.add(exchange));

    @Test
    void hasTheHeaderFieldsThatEveryAnswerHas() {
        client.send(GO);
        exchanges.get(0).answer(TestRoutes.DONE);

        String received = client.received();

        assertTrue(received.startsWith("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ndate: "), received);
        assertTrue(
                received.matches("(?s).*\r\ndate: \\w{3}, \\d\\d \\w{3} \\d{4} \\d\\d:\\d\\d:\\d\\d GMT\r\n.*"),
                received);
        assertTrue(received.endsWith("\r\ncontent-length: 6\r\n\r\n\"done\""), received);
    }

    @Test
    void answeringTwiceIsOurOwnBugAndClosesTheConnection() {
        client.send(GO);
        exchanges.get(0).answer(TestRoutes.DONE);
        exchanges.get(0).answer(TestRoutes.DONE);

        assertEquals(1, client.received().split("\"done\"", -1).length - 1);
        assertFalse(client.isOpen());
    }

    @Test
    void aHandlerThatFailsClosesTheConnectionInsteadOfLeavingTheClientWaiting() {
        EmbeddedConnection failing = connect((exchange, none) -> {
            throw new IllegalStateException("a bug, on purpose");
        });

        failing.send(GO);

        assertFalse(failing.isOpen());
    }

    @Test
    void contentThatCannotBeWrittenClosesTheConnection() {
        client.send(GO);
        exchanges.get(0).answer(HttpAnswer.ok(json -> json.writeEndArray()));

        assertEquals("", client.received());
        assertFalse(client.isOpen());
    }

    @Test
    void tellsOfAHangUpThatCameBeforeAnybodyAsked() {
        List<String> told = new ArrayList<>();
        client.send(GO);
        client.channel.close();

        exchanges.get(0).onHangUp(() -> told.add("hung up"));

        assertEquals(List.of("hung up"), told);
    }

    @Test
    void tellsOfNoHangUpAfterTheAnswer() {
        List<String> told = new ArrayList<>();
        client.send(GO);
        exchanges.get(0).onHangUp(() -> told.add("hung up"));
        exchanges.get(0).answer(TestRoutes.DONE);

        client.channel.close();

        assertEquals(List.of(), told);
    }

    @Test
    void problemsSayWhatRfc9457Asks() {
        client.send(GO);
        Problem problem = Problem.of(HttpResponseStatus.CONFLICT, "no \"way\"")
                .field("way")
                .with("n", json -> json.writeNumber(1))
                .retryAfterSeconds(7);

        exchanges.get(0).answer(problem.answer());

        String received = client.received();
        assertTrue(
                received.startsWith("HTTP/1.1 409 Conflict\r\ncontent-type: application/problem+json\r\n"), received);
        assertTrue(received.contains("\r\nretry-after: 7\r\n"), received);
        assertTrue(
                received.endsWith("{\"type\":\"about:blank\",\"title\":\"Conflict\",\"status\":409,"
                        + "\"detail\":\"no \\\"way\\\"\",\"field\":\"way\",\"n\":1}"),
                received);
    }

    private static EmbeddedConnection connect(HttpHandler handler) {
        return new EmbeddedConnection(new Router().get("/go", handler), Limits.USUAL);
    }
}
