package replog.cluster.process;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Arrays;
import java.util.List;
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
import replog.proto.message.Body.Ping;
import replog.proto.message.Body.Pong;

/** Whoever does not even say Hello loses the connection to the comm port, and one line says why. */
class StrangerIT {

    private static final int UNKNOWN_TYPE = 0x7f;
    private static final int PING = 0x05;

    @RegisterExtension
    static final Cluster CLUSTER = new Cluster("--send-delay-ms", "0");

    private static GoodNodes nodes;

    @BeforeAll
    static void start() {
        nodes = GoodNodes.startIn(CLUSTER);
    }

    @AfterEach
    void othersNoticeNothing() {
        nodes.assertTheyNoticedNothing();
    }

    static Stream<Arguments> firstBytes() {
        byte[] hello = Peer.bytesOf(-1, new HelloBuilder("stranger").build());
        return Stream.of(
                arguments("an HTTP request", "GET / HTTP/1.1\r\nHost: here\r\n\r\n".getBytes(US_ASCII), "length"),
                arguments("a giant length", RawFrame.length(Integer.MAX_VALUE), "length 2147483647"),
                arguments("a negative length", RawFrame.length(-1), "length -1"),
                arguments("length zero", RawFrame.length(0), "length 0"),
                arguments("a length beyond any Hello", RawFrame.length(2000), "length 2000"),
                arguments("an unknown type", RawFrame.of(UNKNOWN_TYPE, -1), "unknown type"),
                arguments("bytes left over", RawFrame.of(PING, -1, (byte) 0), "left over"),
                arguments("a wrong checksum", RawFrame.withWrongChecksum(hello), "checksum"),
                arguments("a Ping instead of Hello", Peer.bytesOf(-1, new Ping()), "instead of Hello"),
                arguments("an answer instead of Hello", Peer.bytesOf(-1, new Pong(0)), "instead of Hello"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("firstBytes")
    void isClosedAndToldWhyWhoBeginsWith(String what, byte[] bytes, String reason) {
        try (RawConnection stranger = RawConnection.to(CLUSTER.commPort())) {
            stranger.send(bytes).awaitClosed();
            nodes.assertOneLineSaysWhy(stranger, reason);
        }
    }

    @Test
    void isForgottenWhoLeavesInTheMiddleOfAFrame() {
        try (RawConnection stranger = RawConnection.to(CLUSTER.commPort())) {
            stranger.send(Arrays.copyOf(Peer.bytesOf(-1, new HelloBuilder("stranger").build()), 20));
            stranger.finishSending();
            stranger.awaitClosed();
            nodes.assertOneLineSaysWhy(stranger, "connection closed: ");
        }
    }

    @Test
    void isClosedWhoDoesNotSayHelloInTime() {
        List<byte[]> beginnings = List.of(new byte[0], RawFrame.length(100), new byte[] {0, 0});
        List<RawConnection> strangers = beginnings.stream()
                .map(bytes -> RawConnection.to(CLUSTER.commPort()).send(bytes))
                .toList();

        strangers.forEach(RawConnection::awaitClosed);

        strangers.forEach(stranger -> nodes.assertOneLineSaysWhy(stranger, "no Hello within"));
        strangers.forEach(RawConnection::close);
    }
}
