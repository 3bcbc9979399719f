package replog.cluster.process;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import replog.cluster.harness.Cluster;
import replog.cluster.harness.NodeProcess;
import replog.cluster.harness.Peer;
import replog.cluster.harness.PeerListener;
import replog.cluster.harness.RawFrame;
import replog.proto.message.Body;
import replog.proto.message.Body.AddMessage;
import replog.proto.message.Body.GetMessages;
import replog.proto.message.Body.Hello;
import replog.proto.message.Body.HelloAccepted;
import replog.proto.message.Body.HelloRefused;
import replog.proto.message.Body.MessageAdded;
import replog.proto.message.Body.Messages;
import replog.proto.message.Body.Ping;
import replog.proto.message.Body.Pong;
import replog.proto.message.Body.ReadyNoted;
import replog.proto.message.Body.SecondaryNodeReady;
import replog.proto.message.Bytes;
import replog.proto.message.Frame;
import replog.proto.message.LogId;
import replog.proto.message.LogMessage;
import replog.proto.sim.Samples;

/** A secondary whose master talks nonsense closes that connection, says why in one line, tries again and serves readers. */
class WrongMasterIT {

    private static final LogId LOG = new LogId(UUID.randomUUID());

    @RegisterExtension
    static final Cluster CLUSTER = new Cluster("--send-delay-ms", "0", "--reconnect-ms", "50");

    private static final PeerListener LISTENER = new PeerListener();

    private static NodeProcess bonnie;

    /** One session with a good master, so that bonnie has a message to keep. */
    @BeforeAll
    static void giveTheSecondaryAMessage() {
        bonnie = CLUSTER.startSecondaryOf(LISTENER.port(), "bonnie");
        inOneSession(master -> {
            welcome(master, 1);
            Frame request = master.receive(GetMessages.class);
            assertEquals(new GetMessages(0), request.body());
            master.send(request.requestId(), new Messages(Samples.records(0, List.of(message(0)))));
            Frame ready = master.receive(SecondaryNodeReady.class);
            assertEquals(new SecondaryNodeReady(1), ready.body());
            master.send(ready.requestId(), new ReadyNoted());
            bonnie.output().await("the master knows that this node is ready");
        });
    }

    @AfterEach
    void readersNoticeNothing() {
        assertEquals(List.of("message 0"), bonnie.client().messages());
    }

    @AfterAll
    static void stopListening() {
        LISTENER.close();
    }

    static Stream<Arguments> instead() {
        return Stream.of(
                arguments("text", "HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(US_ASCII), "length"),
                arguments("a giant length", RawFrame.length(Integer.MAX_VALUE), "length 2147483647"),
                arguments("length zero", RawFrame.length(0), "length 0"),
                arguments("an unknown type", RawFrame.of(0x7f, 1), "unknown type"),
                arguments("a Ping", frame(-1, new Ping()), "before it answered Hello"),
                arguments("a message", frame(1, new AddMessage(message(1))), "before it answered Hello"),
                arguments("an answer to no request", frame(-999, new Pong(0)), "never made"),
                arguments("an answer to something else", frame(-1, new ReadyNoted()), "answered request"),
                arguments("a log of its own", frame(-1, accepted(new LogId(UUID.randomUUID()), 1)), "not of its log"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("instead")
    void isLeftWhoAnswersHelloWith(String what, byte[] bytes, String reason) {
        assertIsLeftBecause(reason, master -> {
            master.receive(Hello.class);
            master.connection().send(bytes);
        });
    }

    static Stream<Arguments> afterwards() {
        return Stream.of(
                arguments("a request of a secondary", frame(-1, new GetMessages(0)), "a master does not send"),
                arguments("an answer to no request", frame(-999, new Pong(0)), "never made"),
                arguments("a message that is not UTF-8", notUtf8(), "not UTF-8"),
                arguments("a wrong checksum", RawFrame.withWrongChecksum(frame(-1, new Ping())), "checksum"),
                arguments("a length beyond its limit", RawFrame.length(64 << 20), "length 67108864"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("afterwards")
    void isLeftWhoSendsLater(String what, byte[] bytes, String reason) {
        assertIsLeftBecause(reason, master -> {
            welcome(master, 1);
            master.connection().send(bytes);
        });
    }

    @Test
    void isLeftWhoSendsAnotherPageThanWasAskedFor() {
        assertIsLeftForAPageWith(message(3), "asked for messages from 1 on");
    }

    @Test
    void isLeftWhoSendsAPageOfAnotherList() {
        assertIsLeftForAPageWith(message(1), "its running checksums are not those of the list that ends before 1");
    }

    /** The page says that nothing is before the message. */
    private void assertIsLeftForAPageWith(LogMessage message, String reason) {
        assertIsLeftBecause(reason, master -> {
            welcome(master, 5);
            long requestId = master.receive(GetMessages.class).requestId();
            master.send(requestId, new Messages(Samples.records(0, List.of(message))));
        });
    }

    @Test
    void whoRefusesIsQuotedInOneLine() {
        assertIsLeftBecause(
                "the master refused this node: no\\u000aroom",
                master -> master.send(master.receive(Hello.class).requestId(), new HelloRefused("no\nroom")));
    }

    @Test
    void isLeftWhoDoesNotAnswerHello() {
        assertIsLeftBecause("no answer to Hello within", master -> master.receive(Hello.class));
    }

    @Test
    void isHeardOnceWhoAnswersTwice() {
        inOneSession(master -> {
            long requestId = welcome(master, 1);
            master.send(requestId, accepted(LOG, 1)).send(-1, new Ping());
            assertEquals(new Pong(1), master.receive(Pong.class).body());
        });
    }

    @Test
    void aMessageBehindAGapIsAnsweredAndNotShown() {
        inOneSession(master -> {
            welcome(master, 1);
            master.send(7, new AddMessage(message(7)));
            assertEquals(new MessageAdded(1), master.receive(MessageAdded.class).body());
            assertEquals(List.of("message 0"), bonnie.client().messages());
        });
    }

    /** The secondary itself closes the connection, and one line says why. */
    private static void assertIsLeftBecause(String reason, Consumer<Peer> script) {
        List<String> closings = inOneSession(master -> {
            script.accept(master);
            master.connection().awaitClosed();
        });
        assertEquals(1, closings.size(), closings::toString);
        assertTrue(closings.get(0).contains(reason), closings::toString);
    }

    /** Plays the master for one connection and returns the lines that say that it was closed. */
    private static List<String> inOneSession(Consumer<Peer> script) {
        long place = bonnie.output().end();
        try (Peer master = LISTENER.accept()) {
            script.accept(master);
        }
        bonnie.output().awaitAfter(place, "next attempt in");
        return bonnie.output().linesAfter(place).stream()
                .filter(line -> line.contains("connection to the master closed"))
                .toList();
    }

    /** Accepts the secondary as a master of so many messages would; returns the id of its Hello. */
    private static long welcome(Peer master, long messageCount) {
        long requestId = master.receive(Hello.class).requestId();
        master.send(requestId, accepted(LOG, messageCount));
        return requestId;
    }

    private static HelloAccepted accepted(LogId log, long messageCount) {
        return new HelloAccepted(log, messageCount, 8080, 1000);
    }

    private static LogMessage message(long id) {
        return new LogMessage(id, Bytes.EMPTY, Bytes.utf8("message " + id));
    }

    private static byte[] frame(long requestId, Body body) {
        return Peer.bytesOf(requestId, body);
    }

    /** An AddMessage whose text is one byte that UTF-8 never has. */
    private static byte[] notUtf8() {
        byte[] fields = ByteBuffer.allocate(4 + 8 + 1 + 4 + 1)
                .putInt(1)
                .putLong(1)
                .put((byte) 0)
                .putInt(1)
                .put((byte) 0xff)
                .array();
        return RawFrame.of(0x02, 1, fields);
    }
}
