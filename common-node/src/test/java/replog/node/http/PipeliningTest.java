package replog.node.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One connection whose client sends ahead. */
class PipeliningTest {

    private static final String NOW = "GET /now HTTP/1.1\r\nHost: h\r\n\r\n";
    private static final String POST = "POST /wait HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n";
    private static final String LAST =
            "POST /wait HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    private static final String EXPECTING =
            "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n";

    private final TestRoutes routes = new TestRoutes();
    private final HttpPipelines server = new HttpPipelines(routes.router, Limits.USUAL);
    private final EmbeddedConnection client = server.connect();

    @Test
    void postsWaitTogetherAndAreAnsweredInTheirOrder() throws Exception {
        client.send(POST.repeat(3));
        HttpExchange first = routes.takeWaiting();
        HttpExchange second = routes.takeWaiting();
        HttpExchange third = routes.takeWaiting();

        third.answer(text("third"));
        second.answer(text("second"));
        assertEquals("", client.received());
        first.answer(text("first"));

        assertEquals(List.of("first", "second", "third"), texts(client.received()));
    }

    @Test
    void anAnswerLeavesAsSoonAsThoseBeforeItHaveLeft() throws Exception {
        client.send(POST.repeat(3));
        HttpExchange first = routes.takeWaiting();
        HttpExchange second = routes.takeWaiting();

        first.answer(text("first"));
        assertEquals(List.of("first"), texts(client.received()));
        second.answer(text("second"));

        assertEquals(List.of("second"), texts(client.received()));
    }

    @Test
    void aGetBeginsWhenAllBeforeItAreAnswered() throws Exception {
        client.send(POST + POST + NOW + POST);
        HttpExchange first = routes.takeWaiting();
        HttpExchange second = routes.takeWaiting();

        second.answer(text("second"));
        assertTrue(routes.nobodyWaits());
        first.answer(text("first"));

        assertEquals(List.of("first", "second", "now"), texts(client.received()));
        routes.takeWaiting().answer(text("third"));
        assertEquals(List.of("third"), texts(client.received()));
    }

    @Test
    void shortAnswersLeaveTogetherAndALongOneBehindThem() throws Exception {
        client.send(POST.repeat(3));
        String longText = "x".repeat(1000);

        routes.takeWaiting().answer(text("first"));
        routes.takeWaiting().answer(text("second"));
        routes.takeWaiting().answer(text(longText));

        client.channel.runPendingTasks();
        ByteBuf together = client.channel.readOutbound();
        assertEquals(List.of("first", "second"), texts(together.toString(StandardCharsets.US_ASCII)));
        together.release();
        assertEquals(List.of(longText), texts(client.received()));
    }

    @Test
    void moreShortAnswersThanOneBufferTakesLeaveInTheirOrderToo() throws Exception {
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            client.send(POST.repeat(RequestDispatcher.MAX_IN_HAND));
            for (int j = 0; j < RequestDispatcher.MAX_IN_HAND; j++) {
                String text = "x".repeat(100 + i * RequestDispatcher.MAX_IN_HAND + j);
                expected.add(text);
                routes.takeWaiting().answer(text(text));
            }
        }

        assertEquals(expected, texts(client.received()));
    }

    @Test
    void aStreamFollowsTheShortAnswersBeforeIt() throws Exception {
        routes.router.get("/stream", (exchange, none) -> {
            AnswerStream stream = exchange.stream(TestRoutes.DONE);
            stream.write(new byte[] {'"', 'a', '"'}, 3);
            stream.end();
        });
        client.send(POST + "GET /stream HTTP/1.1\r\nHost: h\r\n\r\n");

        routes.takeWaiting().answer(text("first"));

        String received = client.received();
        assertTrue(received.contains("\r\ncontent-length: 7\r\n\r\n\"first\"HTTP/1.1 200 OK\r\n"), received);
        assertTrue(received.endsWith("\r\n\r\n3\r\n\"a\"\r\n0\r\n\r\n"), received);
    }

    @Test
    void theAnswersBeforeABugAreStillSent() throws Exception {
        client.send(POST + POST);
        HttpExchange first = routes.takeWaiting();
        HttpExchange second = routes.takeWaiting();

        first.answer(text("first"));
        second.execute(() -> {
            throw new IllegalStateException("a bug, on purpose");
        });

        assertEquals(List.of("first"), texts(client.received()));
        assertFalse(client.isOpen());
    }

    @Test
    void answersThatNobodyIsThereForAreGivenBack() throws Exception {
        client.send(POST + POST);
        routes.takeWaiting().answer(text("first"));

        client.channel.pipeline().fireChannelInactive();

        assertEquals("", client.received());
        assertEquals(0, client.keptBytes());
    }

    @Test
    void onlySoManyAreInHand() throws Exception {
        client.send(POST.repeat(RequestDispatcher.MAX_IN_HAND + 2));
        assertEquals(RequestDispatcher.MAX_IN_HAND, routes.waiting());

        routes.takeWaiting().answer(text("first"));

        assertEquals(RequestDispatcher.MAX_IN_HAND, routes.waiting());
    }

    @Test
    void afterTheLastRequestNoneIsBegun() throws Exception {
        client.send(LAST + POST);
        HttpExchange last = routes.takeWaiting();

        last.answer(text("last"));

        assertTrue(routes.nobodyWaits());
        assertTrue(client.received().contains("connection: close"));
    }

    @Test
    void aBadRequestIsRefusedInItsTurn() throws Exception {
        client.send(POST + "nonsense\r\n\r\n");
        assertEquals("", client.received());

        routes.takeWaiting().answer(text("first"));

        String received = client.received();
        assertTrue(received.startsWith("HTTP/1.1 200 ") && received.contains("HTTP/1.1 400 "), received);
    }

    @Test
    void aSenderThatIsTooSlowHearsSoInItsTurn() throws Exception {
        client.send(POST + POST.substring(0, 9));
        client.pass(Limits.USUAL.requestDeadlineMs());
        assertEquals("", client.received());

        routes.takeWaiting().answer(text("first"));

        String received = client.received();
        assertTrue(received.startsWith("HTTP/1.1 200 ") && received.contains("HTTP/1.1 408 "), received);
    }

    @Test
    void theBodyIsAskedForInItsTurn() throws Exception {
        client.send(POST + EXPECTING);
        assertEquals("", client.received());

        routes.takeWaiting().answer(text("first"));

        String received = client.received();
        assertTrue(received.startsWith("HTTP/1.1 200 ") && received.contains("HTTP/1.1 100 "), received);
        client.send("ab");
        assertEquals(List.of("ab"), texts(client.received()));
    }

    @Test
    void theBodyIsNotAskedForOnceItIsThere() throws Exception {
        client.send(POST + EXPECTING + "ab");

        routes.takeWaiting().answer(text("first"));

        String received = client.received();
        assertFalse(received.contains("HTTP/1.1 100 "), received);
        assertEquals(List.of("first", "ab"), texts(received));
    }

    @Test
    void whoeverIsInHandIsAnsweredWhenTheServerDrains() throws Exception {
        client.send(POST + POST + NOW);
        HttpExchange first = routes.takeWaiting();
        HttpExchange second = routes.takeWaiting();

        server.drain(client);
        first.answer(text("first"));
        second.answer(text("second"));

        String received = client.received();
        assertEquals(List.of("first", "second", "now"), texts(received));
        assertEquals(received.indexOf("connection: close"), received.lastIndexOf("connection: close"));
        assertTrue(received.lastIndexOf("connection: close") > received.indexOf("\"second\""), received);
    }

    @Test
    void aClientThatHangsUpLeavesAllItsRequests() throws Exception {
        client.send(POST + POST + NOW);

        client.hangUp();

        routes.awaitHangUp();
        routes.awaitHangUp();
        assertTrue(routes.nobodyHungUp());
    }

    private static HttpAnswer text(String text) {
        return HttpAnswer.ofJson(HttpResponseStatus.OK, '"' + text + '"');
    }

    /** The bodies of these answers, each a JSON string. */
    private static List<String> texts(String received) {
        List<String> texts = new ArrayList<>();
        for (String part : received.split("\"", -1)) {
            texts.add(part);
        }
        return texts.stream().filter(part -> part.matches("[a-z]+")).toList();
    }
}
