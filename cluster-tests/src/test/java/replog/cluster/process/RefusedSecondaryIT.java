package replog.cluster.process;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import replog.cluster.harness.Cluster;
import replog.cluster.harness.HelloBuilder;
import replog.cluster.harness.Peer;
import replog.proto.message.Body.Hello;
import replog.proto.message.Body.HelloRefused;
import replog.proto.message.LogId;

/** A node that must not follow this master is told why, loses its connection, and one line says so. */
class RefusedSecondaryIT {

    @RegisterExtension
    static final Cluster CLUSTER = new Cluster("--send-delay-ms", "0");

    private static GoodNodes nodes;
    private static LogId log;

    @BeforeAll
    static void start() {
        nodes = GoodNodes.startIn(CLUSTER);
        String logId = nodes.master().client().health().path("logId").asString();
        log = new LogId(UUID.fromString(logId));
    }

    @AfterEach
    void othersNoticeNothing() {
        nodes.assertTheyNoticedNothing();
    }

    static Stream<Arguments> hellos() {
        LogId foreign = new LogId(UUID.randomUUID());
        return Stream.of(
                arguments("another version", new HelloBuilder("v2").version(2).build(), "version 2"),
                arguments(
                        "messages of another log",
                        new HelloBuilder("foreign").holding(1, foreign, 4711).build(),
                        "another log"),
                arguments(
                        "a list that differs",
                        new HelloBuilder("diverged").holding(1, log, 4711).build(),
                        "the lists differ"),
                arguments(
                        "a longer list",
                        new HelloBuilder("longer").holding(1000, log, 4711).build(),
                        "this master only"),
                arguments(
                        "less room than a message may need",
                        new HelloBuilder("small").maxMessageBytes(10).build(),
                        "--max-message-bytes"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hellos")
    void isToldWhyAndClosedWhoComesWith(String what, Hello hello, String reason) {
        try (Peer peer = Peer.connectedTo(CLUSTER.commPort()).send(-1, hello)) {
            HelloRefused refused =
                    (HelloRefused) peer.receive(HelloRefused.class).body();
            assertTrue(refused.reason().contains(reason), refused.reason());
            peer.connection().awaitClosed();
            nodes.assertOneLineSaysWhy(peer.connection(), reason);
        }
    }
}
