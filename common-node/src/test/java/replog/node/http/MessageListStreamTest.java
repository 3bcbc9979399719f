package replog.node.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

class MessageListStreamTest {

    private static final String LIST = "GET /list HTTP/1.1\r\nHost: h\r\n\r\n";
    private static final long ALL = Long.MAX_VALUE;
    private static final int LARGE_BYTES = 1_000_000;

    /** What the core loop has still to do. */
    private final Deque<Runnable> core = new ArrayDeque<>();

    @Test
    void writesAListOfManyPages() {
        FakeList list = new FakeList(5_000, 100, core::add);
        EmbeddedConnection client = connect(list, 0, ALL);

        client.send(LIST);
        runCore();

        JsonNode array = content(client.received());
        assertEquals(5_000, array.size());
        for (int i = 0; i < 5_000; i++) {
            assertEquals(i, array.get(i).get("id").asInt());
        }
    }

    @Test
    void writesTheSliceThatWasAskedFor() {
        assertEquals("[]", slice(10, 3, 0).toString());
        assertEquals("[]", slice(10, 10, ALL).toString());
        assertEquals("[]", slice(10, ALL, ALL).toString());
        assertEquals("[3,4]", slice(10, 3, 2).toString());
        assertEquals("[8,9]", slice(10, 8, 5).toString());
        assertEquals("[9]", slice(10, 9, ALL).toString());
    }

    @Test
    void endsWhereTheListEndedWhenItWasAskedFor() {
        FakeList list = new FakeList(3_000, 10, core::add);
        EmbeddedConnection client = connect(list, 0, ALL);
        client.send(LIST);

        list.grow(1_000);
        runCore();

        assertEquals(3_000, content(client.received()).size());
    }

    @Test
    void aMessageLargerThanAPagePassesAsOne() {
        FakeList list = new FakeList(3, 10 * (int) MessageListStream.MAX_PAGE_BYTES, core::add);
        EmbeddedConnection client = connect(list, 0, ALL);

        client.send(LIST);
        runCore();

        assertEquals(3, content(client.received()).size());
    }

    @Test
    void asksForNoFurtherPageWhileTheReaderDoesNotKeepUp() {
        FakeList list = new FakeList(1_000_000, 1_000, core::add);
        EmbeddedConnection client = connect(list, 0, ALL);
        StuckReader reader = new StuckReader();
        client.channel.pipeline().addFirst(reader);

        client.send(LIST);
        runCore();

        assertTrue(list.pagesAsked() <= 2, "pages asked for: " + list.pagesAsked());
        for (int i = 1; i <= 100; i++) {
            int askedBefore = list.pagesAsked();
            reader.readOnce();
            client.received();
            runCore();
            assertTrue(list.pagesAsked() > askedBefore, "goes on when the reader does");
            assertTrue(list.pagesAsked() <= askedBefore + 2, "pages asked for at once: " + list.pagesAsked());
            assertTrue(
                    client.channel.unsafe().outboundBuffer().totalPendingWriteBytes()
                            < 4 * MessageListStream.MAX_PAGE_BYTES,
                    "bytes held for the reader");
        }
    }

    @Test
    void aSlowReaderOfLargeMessagesCostsNoMoreThanOneOfSmall() {
        FakeList list = new FakeList(10, 5_000_000, core::add);
        EmbeddedConnection client = connect(list, 0, ALL);
        StuckReader reader = new StuckReader();
        client.channel.pipeline().addFirst(reader);

        client.send(LIST);
        runCore();

        for (int i = 0; i < 50; i++) {
            long held = client.channel.unsafe().outboundBuffer().totalPendingWriteBytes();
            assertTrue(held < HttpExchange.STREAM_BYTES, "bytes held for the reader: " + held);
            reader.readOnce();
            client.received();
            runCore();
        }
    }

    @Test
    void whereTooManyReadSlowlyAFurtherLongListIsRefusedAndAShortOneNot() {
        FakeList list = new FakeList(1_000_000, 100, core::add);
        HttpLimits limits = Limits.withMaxUnsentAnswerBytes(HttpExchange.STREAM_BYTES);
        HttpPipelines server = new HttpPipelines(router(list, 0, ALL), limits);
        EmbeddedConnection slow = server.connect();
        slow.channel.pipeline().addFirst(new StuckReader());
        slow.send(LIST);
        runCore();

        EmbeddedConnection further = server.connect();
        further.send(LIST);
        assertEquals(503, further.status());
        EmbeddedConnection shortOne = new EmbeddedConnection(router(new FakeList(10, 10, core::add), 0, ALL), limits);
        shortOne.send(LIST);
        assertEquals(200, shortOne.status());

        slow.hangUp();
        further.send(LIST);
        assertEquals(200, further.status());
    }

    @Test
    void aPageThatMayNotBeKeptForASlowReaderIsReadAgainAndTheListIsTheSame() {
        FakeList list = new FakeList(5, LARGE_BYTES, core::add);
        EmbeddedConnection client = new EmbeddedConnection(router(list, 0, ALL), Limits.withMaxKeptPageBytes(0));
        StuckReader reader = new StuckReader();
        client.channel.pipeline().addFirst(reader);
        client.send(LIST);

        StringBuilder received = new StringBuilder();
        while (!received.toString().endsWith("\r\n0\r\n\r\n")) {
            reader.readOnce();
            received.append(client.received());
            runCore();
        }

        JsonNode array = content(received.toString());
        assertEquals(5, array.size());
        for (int i = 0; i < 5; i++) {
            assertEquals(i, array.get(i).get("id").asInt());
            assertTrue(
                    "x".repeat(LARGE_BYTES).equals(array.get(i).get("message").asString()), "text of message " + i);
        }
        assertTrue(list.pagesAsked() > 5, "pages asked for: " + list.pagesAsked());
    }

    @Test
    void aKeptPageLeavesRoomForOthersOnceItsReaderHasItAllOrIsGone() {
        HttpLimits limits = Limits.withMaxKeptPageBytes(LARGE_BYTES + 100);
        FakeList list = new FakeList(1, LARGE_BYTES, core::add);
        HttpPipelines server = new HttpPipelines(router(list, 0, ALL), limits);
        assertEquals(0, readSlowly(server, list));

        EmbeddedConnection stuck = stuckReader(server);
        assertTrue(readSlowly(server, list) > 0, "the one page that may be kept is that of another");

        stuck.hangUp();
        assertEquals(0, readSlowly(server, list));
    }

    @Test
    void aHangUpInTheMiddleEndsTheReading() {
        FakeList list = new FakeList(1_000_000, 1_000, core::add);
        EmbeddedConnection client = connect(list, 0, ALL);
        client.send(LIST);
        core.removeFirst().run();
        int asked = list.pagesAsked();

        client.channel.close();
        runCore();

        assertEquals(asked, list.pagesAsked());
    }

    @Test
    void aListThatLosesMessagesIsOurOwnBugAndLeavesTheArrayWithoutEnd() {
        FakeList list = new FakeList(3_000, 10, core::add);
        EmbeddedConnection client = connect(list, 0, ALL);
        client.send(LIST);

        list.grow(-2_000);
        runCore();

        assertFalse(client.received().endsWith("0\r\n\r\n"));
        assertFalse(client.isOpen());
    }

    @Test
    void theConnectionServesTheNextRequestAfterwards() {
        EmbeddedConnection client = connect(new FakeList(2_000, 10, core::add), 0, ALL);

        client.send(LIST + LIST);
        runCore();

        assertEquals(2, client.received().split("HTTP/1.1 200 ", -1).length - 1);
    }

    @Test
    void endsTheAnswerToHttp10WithTheConnection() {
        EmbeddedConnection client = connect(new FakeList(2_000, 10, core::add), 0, ALL);

        client.send("GET /list HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
        runCore();

        String[] answer = client.received().split("\r\n\r\n", 2);
        assertTrue(answer[0].contains("connection: close"), answer[0]);
        assertFalse(answer[0].contains("transfer-encoding"), answer[0]);
        assertEquals(2_000, new ObjectMapper().readTree(answer[1]).size());
        client.pass(Limits.USUAL.lingerMs());
        assertFalse(client.isOpen());
    }

    @Test
    void answersHeadWithoutReadingTheList() {
        FakeList list = new FakeList(1_000_000, 10, core::add);
        EmbeddedConnection client = connect(list, 0, ALL);

        client.send("HEAD /list HTTP/1.1\r\nHost: h\r\n\r\n");
        runCore();

        String received = client.received();
        assertTrue(received.startsWith("HTTP/1.1 200 ") && received.endsWith("\r\n\r\n"), received);
        assertEquals(0, list.pagesAsked());
        client.send("HEAD /list HTTP/1.1\r\nHost: h\r\n\r\n");
        assertEquals(200, client.status());
    }

    private EmbeddedConnection stuckReader(HttpPipelines server) {
        EmbeddedConnection client = server.connect();
        client.channel.pipeline().addFirst(new StuckReader());
        client.send(LIST);
        runCore();
        return client;
    }

    /** A reader that always comes back for more. Tells how often the list was asked again for a page of it. */
    private int readSlowly(HttpPipelines server, FakeList list) {
        int askedBefore = list.pagesAsked();
        EmbeddedConnection client = stuckReader(server);
        StuckReader reader = client.channel.pipeline().get(StuckReader.class);
        while (!client.received().endsWith("\r\n0\r\n\r\n")) {
            reader.readOnce();
            runCore();
        }
        client.hangUp();
        return list.pagesAsked() - askedBefore;
    }

    private JsonNode slice(long messages, long from, long limit) {
        EmbeddedConnection client = connect(new FakeList(messages, 1, core::add), from, limit);
        client.send(LIST);
        runCore();
        var ids = new ObjectMapper().createArrayNode();
        content(client.received()).forEach(message -> ids.add(message.get("id").asLong()));
        return ids;
    }

    private static EmbeddedConnection connect(FakeList list, long from, long limit) {
        return new EmbeddedConnection(router(list, from, limit), Limits.USUAL);
    }

    private static Router router(FakeList list, long from, long limit) {
        Router router = new Router();
        router.get("/list", (exchange, none) -> {
            ListPage first = list.page(from, 1_000, MessageListStream.MAX_PAGE_BYTES);
            MessageListStream.start(exchange, TestRoutes.DONE, list, ListFormat.ARRAY, first, from, limit);
        });
        return router;
    }

    private void runCore() {
        for (Runnable task = core.poll(); task != null; task = core.poll()) {
            task.run();
        }
    }

    /** The array inside the chunks of one answer. */
    private static JsonNode content(String answer) {
        String[] headAndChunks = answer.split("\r\n\r\n", 2);
        assertTrue(headAndChunks[0].contains("transfer-encoding: chunked"), headAndChunks[0]);
        StringBuilder content = new StringBuilder();
        String rest = headAndChunks[1];
        for (int size = -1; size != 0; ) {
            int lineEnd = rest.indexOf("\r\n");
            size = Integer.parseInt(rest.substring(0, lineEnd), 16);
            content.append(rest, lineEnd + 2, lineEnd + 2 + size);
            rest = rest.substring(lineEnd + 2 + size + 2);
        }
        assertEquals("", rest);
        return new ObjectMapper().readTree(content.toString());
    }
}
