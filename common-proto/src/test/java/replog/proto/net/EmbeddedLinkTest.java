package replog.proto.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import replog.proto.core.Link;
import replog.proto.message.Body.AddMessage;
import replog.proto.message.Body.GetMessages;
import replog.proto.message.Body.Messages;
import replog.proto.message.Bytes;
import replog.proto.message.Frame;
import replog.proto.message.LogMessage;
import replog.proto.sim.Samples;

/** The limits of a link, step by step. */
class EmbeddedLinkTest {

    private static final LogMessage FOUR_KIB = new LogMessage(0, Bytes.EMPTY, Bytes.of(new byte[4 << 10]));

    @Test
    void showsTheCoreNothingMoreWhileAnswersPileUp() {
        EmbeddedConnection connection = new EmbeddedConnection(EmbeddedLinkTest::answerWithFourKiB);

        connection.arrive(requests(20_000));
        connection.pass(0);

        assertFalse(connection.channel.config().isAutoRead());
        List<Frame> answers = new ArrayList<>();
        while (answers.size() < 20_000) {
            int unanswered = connection.received.size() - answers.size();
            assertTrue(unanswered > 0 && unanswered <= UnwrittenLimit.MAX_BYTES_OF_ONE / (4 << 10));
            answers.addAll(connection.take());
            connection.pass(0);
        }

        assertInOrder(20_000, connection.received);
        assertInOrder(20_000, answers);
        assertTrue(connection.channel.config().isAutoRead());
    }

    @Test
    void closesOnlyWhenTheNetworkHasTakenAllThatWasWritten() {
        EmbeddedConnection connection = new EmbeddedConnection((link, frame) -> {});

        int count = 1000; // 4 MiB, several times what the channel is given at once.
        for (int i = 0; i < count; i++) {
            connection.link.write(new Frame(i, new AddMessage(FOUR_KIB)));
        }
        connection.link.close("enough");
        connection.pass(0);

        assertTrue(connection.heldBytes() < UnwrittenLimit.MAX_BYTES_OF_ONE + (128 << 10));
        assertTrue(connection.channel.isOpen());
        assertEquals(count, connection.takeAll().size());
        assertFalse(connection.channel.isOpen());
        assertEquals(List.of("closed: enough"), connection.events);
    }

    @Test
    void sendsManySmallFramesAsOneRunOfBytes() {
        EmbeddedConnection connection = new EmbeddedConnection((link, frame) -> {});

        requests(1000).forEach(connection.link::write);
        connection.pass(0);

        assertEquals(1, connection.heldRuns());
        assertInOrder(1000, connection.take());
    }

    @Test
    void givesUpFlushingAfterAWhile() {
        EmbeddedConnection connection = new EmbeddedConnection((link, frame) -> {});

        connection.link.write(new Frame(0, new AddMessage(FOUR_KIB)));
        connection.link.close("enough");
        connection.pass(NettyLink.MAX_FLUSH_MS - 1);

        assertTrue(connection.channel.isOpen());

        connection.pass(1);

        assertEquals(List.of("closed: enough"), connection.events);
    }

    @Test
    void showsTheCoreNothingOnceItHasClosed() {
        EmbeddedConnection connection = new EmbeddedConnection((link, frame) -> link.close("enough"));

        connection.arrive(requests(2));
        connection.arrive(requests(1));
        connection.pass(0);

        assertEquals(1, connection.received.size());
    }

    @Test
    void saysOnceThatItIsWritableAgain() {
        EmbeddedConnection connection = new EmbeddedConnection((link, frame) -> {});

        int bytes = connection.writeFourKiBUntilFull();

        assertEquals(UnwrittenLimit.MAX_BYTES_OF_ONE, bytes, 5 << 10);
        assertEquals(List.of(), connection.events);

        connection.takeAll();

        assertTrue(connection.link.isWritable());
        assertEquals(List.of("writable"), connection.events);
    }

    @Test
    void showsTheCoreWhatArrivedBeforeTheConnectionWentAway() {
        EmbeddedConnection connection = new EmbeddedConnection(EmbeddedLinkTest::answerWithFourKiB);
        connection.arrive(requests(1000));
        assertTrue(connection.received.size() < 1000);

        connection.channel.close().syncUninterruptibly();
        connection.pass(0);

        assertInOrder(1000, connection.received);
        assertEquals(List.of("closed: the peer closed the connection"), connection.events);
    }

    private static void answerWithFourKiB(Link link, Frame request) {
        link.write(new Frame(request.requestId(), new Messages(Samples.records(0, List.of(FOUR_KIB)))));
    }

    private static List<Frame> requests(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Frame(i, new GetMessages(i)))
                .toList();
    }

    /** Frame by frame, since nobody can read two lists of thousands. */
    private static void assertInOrder(int count, List<Frame> frames) {
        for (int i = 0; i < frames.size(); i++) {
            assertEquals(i, frames.get(i).requestId());
        }
        assertEquals(count, frames.size());
    }
}
