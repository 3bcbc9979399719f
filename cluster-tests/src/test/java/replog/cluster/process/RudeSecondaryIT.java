package replog.cluster.process;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import replog.cluster.harness.Cluster;
import replog.cluster.harness.HelloBuilder;
import replog.cluster.harness.Peer;
import replog.cluster.harness.RawConnection;
import replog.cluster.harness.RawFrame;
import replog.proto.message.Body;
import replog.proto.message.Body.AddMessage;
import replog.proto.message.Body.GetMessages;
import replog.proto.message.Body.HelloAccepted;
import replog.proto.message.Body.MessageAdded;
import replog.proto.message.Body.Ping;
import replog.proto.message.Body.Pong;
import replog.proto.message.Body.SecondaryNodeReady;
import replog.proto.message.Bytes;
import replog.proto.message.LogMessage;
import replog.proto.message.NodeId;

/** A node that was welcome and then breaks the protocol loses its connection, and one line says why. */
class RudeSecondaryIT {

    private static final long FAR_BEYOND_THE_LIST = 1_000_000;

    @RegisterExtension
    static final Cluster CLUSTER = new Cluster("--send-delay-ms", "0", "--log-level", "debug");

    private static GoodNodes nodes;

    @BeforeAll
    static void start() {
        nodes = GoodNodes.startIn(CLUSTER);
    }

    @AfterEach
    void othersNoticeNothing() {
        nodes.assertTheyNoticedNothing();
    }

    static Stream<Arguments> unaskedBytes() {
        return Stream.of(
                arguments("text", "hello, hello, hello".getBytes(US_ASCII), "length"),
                arguments("a giant length", RawFrame.length(Integer.MAX_VALUE), "length 2147483647"),
                arguments("an unknown type", RawFrame.of(0x7f, -2), "unknown type"),
                arguments("an answer to no Ping", frame(-999, new Pong(0)), "never made"),
                arguments("an answer to no message", frame(FAR_BEYOND_THE_LIST, new MessageAdded(0)), "never made"),
                arguments(
                        "ready for too much", frame(-2, new SecondaryNodeReady(FAR_BEYOND_THE_LIST)), "claims to hold"),
                arguments("asking for too much", frame(-2, new GetMessages(FAR_BEYOND_THE_LIST)), "the list ends"),
                arguments("asking like a master", frame(-2, new Ping()), "a secondary does not send"),
                arguments("a message of its own", frame(0, new AddMessage(message())), "a secondary does not send"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unaskedBytes")
    void isClosedWhoSends(String what, byte[] bytes, String reason) {
        String name = nameOf(what);
        try (Peer peer = welcomed(new HelloBuilder(name))) {
            peer.connection().send(bytes).awaitClosed();
        }
        nodes.assertOneLineSaysWhy(name, reason);
    }

    static Stream<Arguments> wrongAnswers() {
        return Stream.of(
                arguments("a first gap beyond the list", new MessageAdded(FAR_BEYOND_THE_LIST), "claims to hold"),
                arguments("the answer to something else", new Pong(0), "answered request"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongAnswers")
    void isClosedWhoAnswersAMessageWith(String what, Body answer, String reason) {
        String name = nameOf(what);
        try (Peer peer = welcomed(new HelloBuilder(name))) {
            assertEquals(
                    200,
                    nodes.master().client().post("for whom it may concern", 1).status());
            peer.send(peer.receive(AddMessage.class).requestId(), answer);
            peer.connection().awaitClosed();
        }
        nodes.assertOneLineSaysWhy(name, reason);
    }

    @Test
    void isHeardOnceWhoAnswersTwice() {
        try (Peer peer = welcomed(new HelloBuilder("eager"))) {
            assertEquals(200, nodes.master().client().post("once", 1).status());
            long requestId = peer.receive(AddMessage.class).requestId();
            peer.send(requestId, new MessageAdded(0)).send(requestId, new MessageAdded(0));
            nodes.master().output().await("ignoring one more answer to request " + requestId);

            assertEquals(200, nodes.master().client().post("twice", 1).status());
            assertEquals(requestId + 1, peer.receive(AddMessage.class).requestId());
        }
    }

    @Test
    void theNewerOfTwoConnectionsOfANodeWins() {
        NodeId id = new NodeId(UUID.randomUUID());
        try (Peer older = welcomed(new HelloBuilder("twin").nodeId(id));
                Peer newer = welcomed(new HelloBuilder("twin").nodeId(id))) {
            older.connection().awaitClosed();
            nodes.assertOneLineSaysWhy("twin", "the same node has connected again");

            assertEquals(200, nodes.master().client().post("for the newer", 1).status());
            newer.receive(AddMessage.class);
        }
    }

    @Test
    void holdsNobodyUpWhoNeverReads() {
        String large = "x".repeat(1_000_000);

        try (Peer deaf = new Peer(RawConnection.withSmallBufferTo(CLUSTER.commPort()))) {
            deaf.send(-1, new HelloBuilder("deaf").build()).receive(HelloAccepted.class);
            IntStream.range(0, 30)
                    .forEach(i -> assertEquals(
                            200, nodes.master().client().post(large, 2).status()));
        }
    }

    private static Peer welcomed(HelloBuilder hello) {
        Peer peer = Peer.connectedTo(CLUSTER.commPort()).send(-1, hello.build());
        peer.receive(HelloAccepted.class);
        return peer;
    }

    private static String nameOf(String what) {
        return what.replace(' ', '-');
    }

    private static byte[] frame(long requestId, Body body) {
        return Peer.bytesOf(requestId, body);
    }

    private static LogMessage message() {
        return new LogMessage(0, Bytes.EMPTY, Bytes.utf8("mine"));
    }
}
