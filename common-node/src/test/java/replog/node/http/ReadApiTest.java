package replog.node.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.AsciiString;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import replog.node.http.HttpAnswer.Header;
import replog.node.log.InMemoryLog;
import replog.node.log.SlowLog;
import replog.proto.message.Bytes;
import replog.proto.message.LogId;
import replog.proto.message.LogMessage;

class ReadApiTest {

    private final InMemoryLog log = new InMemoryLog();
    private final FakeShownList shown = new FakeShownList();
    private EmbeddedConnection client = new EmbeddedConnection(new Router(), Limits.USUAL);

    @BeforeEach
    void threeMessages() {
        log.adopt(new LogId(new UUID(0, 1)));
        for (int id = 0; id < 3; id++) {
            log.append(new LogMessage(id, Bytes.EMPTY, Bytes.utf8("Msg" + (id + 1))));
        }
        Router router = new Router();
        new ReadApi(Runnable::run, log, shown).addTo(router);
        client = new EmbeddedConnection(router, Limits.USUAL);
    }

    @Test
    void showsTheWholeList() {
        assertTrue(
                get("/messages")
                        .contains(
                                "[{\"id\":0,\"message\":\"Msg1\"},{\"id\":1,\"message\":\"Msg2\"},{\"id\":2,\"message\":\"Msg3\"}]"));
    }

    @Test
    void showsALineForEachMessageToWhoeverWantsLines() {
        String lines = getAs("application/x-ndjson", "/messages?from=1");

        assertTrue(lines.contains("content-type: application/x-ndjson\r\n"), lines);
        assertTrue(lines.contains("vary: accept\r\n"), lines);
        assertTrue(lines.contains("{\"id\":1,\"message\":\"Msg2\"}\n{\"id\":2,\"message\":\"Msg3\"}\n\r\n"), lines);
    }

    @ParameterizedTest
    @CsvSource({
        "lines, 'application/x-ndjson'",
        "lines, 'text/html, Application/X-NDJSON;q=0.5'",
        "lines, 'application/json;q=0.1,application/x-ndjson;q=0.2'",
        "array, '*/*'",
        "array, 'application/*'",
        "array, 'application/json, application/x-ndjson;q=0.9'",
        "array, 'application/x-ndjson;q=0'",
        "array, 'application/x-ndjsonx'",
        "array, ';;,,'"
    })
    void whoeverDoesNotNameLinesGetsAnArray(String form, String accept) {
        String answer = getAs(accept, "/messages");

        assertEquals(form.equals("array"), answer.contains("content-type: application/json\r\n"), answer);
        assertEquals(form.equals("lines"), answer.contains("content-type: application/x-ndjson\r\n"), answer);
    }

    @Test
    void showsASlice() {
        assertTrue(get("/messages?from=1&limit=1").contains("[{\"id\":1,\"message\":\"Msg2\"}]"));
        assertTrue(get("/messages?limit=0").contains("[]"));
        assertTrue(get("/messages?from=9223372036854775807").contains("[]"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/messages?from=-1",
                "/messages?limit=",
                "/messages?limit=1.0",
                "/messages?from=x",
                "/messages?From=1",
                "/messages?limit=1&limit=1",
                "/messages/x",
                "/messages/-1",
                "/messages/{id}",
                "/messages/9223372036854775808"
            })
    void refusesWhatIsNoNumber(String target) {
        assertTrue(get(target).startsWith("HTTP/1.1 400 "));
    }

    @Test
    void showsOneMessage() {
        assertTrue(get("/messages/1").endsWith("\r\n\r\n{\"id\":1,\"message\":\"Msg2\"}"));
    }

    @Test
    void showsWhoHoldsAMessageWhereTheNodeKnows() {
        shown.acknowledgedBy = Optional.of(List.of("master", "bonnie"));

        assertTrue(get("/messages/1")
                .endsWith("{\"id\":1,\"message\":\"Msg2\",\"acknowledgedBy\":[\"master\",\"bonnie\"]}"));
    }

    @Test
    void aMessageBeyondTheFirstGapIsNotFound() {
        assertTrue(get("/messages/3").startsWith("HTTP/1.1 404 "));
    }

    @Test
    void showsNothingWhereTheNodeRefuses() {
        shown.refusal = Optional.of(Problem.of(HttpResponseStatus.SERVICE_UNAVAILABLE, "not yet"));

        assertTrue(get("/messages").startsWith("HTTP/1.1 503 "));
        assertTrue(get("/messages/0").startsWith("HTTP/1.1 503 "));
        assertTrue(get("/messages/9").startsWith("HTTP/1.1 503 "));
    }

    @Test
    void everyReadHasTheHeaderFieldsOfTheNode() {
        for (String target : List.of("/messages", "/messages/0", "/messages/3")) {
            assertTrue(get(target).contains("\r\nState: fine\r\n"), target);
        }
    }

    @Test
    void answersHeadWithTheLengthOfTheMessage() {
        client.send("HEAD /messages/0 HTTP/1.1\r\nHost: h\r\n\r\n");

        String received = client.received();
        assertTrue(received.contains("content-length: " + "{\"id\":0,\"message\":\"Msg1\"}".length()), received);
        assertTrue(received.endsWith("\r\n\r\n"), received);
    }

    @Test
    void asksTheDiskForLittleAtOnceHoweverManyReadAndWhetherOrNotTheyStay() {
        SlowLog disk = new SlowLog(log);
        disk.readsSlowly();
        disk.tailFrom(2);
        Router router = new Router();
        new ReadApi(Runnable::run, disk, shown).addTo(router);
        HttpPipelines server = new HttpPipelines(router, Limits.USUAL);
        List<EmbeddedConnection> readers = new ArrayList<>();
        for (int i = 0; i < 3 * DiskReads.MAX_READS; i++) {
            String target = i % 2 == 0 ? "/messages" : "/messages/1";
            readers.add(server.connect().send("GET " + target + " HTTP/1.1\r\nHost: h\r\n\r\n"));
        }
        readers.get(0).hangUp();

        EmbeddedConnection ofTail = server.connect().send("GET /messages/2 HTTP/1.1\r\nHost: h\r\n\r\n");
        assertEquals(200, ofTail.status());
        for (int round = 0; round < 3; round++) {
            assertEquals(DiskReads.MAX_READS, disk.readsUnderWay());
            disk.endReads();
        }
        assertEquals(0, disk.readsUnderWay());
        for (EmbeddedConnection reader : readers.subList(1, readers.size())) {
            assertTrue(reader.received().contains("{\"id\":1,\"message\":\"Msg2\"}"));
        }
    }

    @Test
    void refusesToChangeTheList() {
        client.send("POST /messages HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n");

        assertEquals(405, client.status());
    }

    private String getAs(String accept, String target) {
        client.send("GET " + target + " HTTP/1.1\r\nHost: h\r\nAccept: " + accept + "\r\n\r\n");
        return client.received();
    }

    private String get(String target) {
        client.send("GET " + target + " HTTP/1.1\r\nHost: h\r\n\r\n");
        return client.received();
    }

    private static final class FakeShownList implements ShownList {

        Optional<Problem> refusal = Optional.empty();
        Optional<List<String>> acknowledgedBy = Optional.empty();

        @Override
        public Optional<Problem> refusal() {
            return refusal;
        }

        @Override
        public List<Header> headers() {
            return List.of(new Header(AsciiString.cached("State"), "fine"));
        }

        @Override
        public Optional<List<String>> acknowledgedBy(long messageId) {
            return acknowledgedBy;
        }
    }
}
