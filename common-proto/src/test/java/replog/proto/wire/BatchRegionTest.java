package replog.proto.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.nio.channels.Channels;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import replog.proto.message.Body.AddMessage;
import replog.proto.message.Body.Messages;
import replog.proto.message.Body.Ping;
import replog.proto.message.Bytes;
import replog.proto.message.Frame;
import replog.proto.message.LogMessage;
import replog.proto.sim.Samples;

/** The bytes that leave are those of the frames, however few of them the network takes at a time. */
class BatchRegionTest {

    private static final Random RANDOM = new Random(42);

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 1000, Integer.MAX_VALUE})
    void makesTheBytesOfFramesOfEveryType(int atOnce) {
        assertMakesTheBytesOf(FrameExamples.all(), atOnce);
    }

    static Stream<List<Frame>> longFrames() {
        Frame ping = new Frame(-1, new Ping());
        return Stream.of(
                List.of(add(3 * PieceBuffer.PIECE_BYTES)),
                List.of(ping, add(PieceBuffer.PIECE_BYTES), ping, add(PieceBuffer.PIECE_BYTES), ping),
                List.of(add(PieceBuffer.PIECE_BYTES / 2), add(PieceBuffer.PIECE_BYTES / 2), ping),
                List.of(ping, page(8000, 30), ping),
                List.of(page(3, PieceBuffer.PIECE_BYTES), add(2 * PieceBuffer.PIECE_BYTES)),
                List.of(page(1, 0), page(0, 0)));
    }

    @ParameterizedTest
    @MethodSource("longFrames")
    void makesTheBytesOfLongFrames(List<Frame> frames) {
        for (int atOnce : new int[] {97, 50_000, PieceBuffer.PIECE_BYTES - 1, Integer.MAX_VALUE}) {
            assertMakesTheBytesOf(frames, atOnce);
        }
    }

    @Test
    void makesTheBytesOfFramesAboutAsLongAsAPiece() {
        int fields = FrameFormat.sizeOf(add(0));
        for (int textBytes = PieceBuffer.PIECE_BYTES - fields - 80; textBytes < PieceBuffer.PIECE_BYTES; textBytes++) {
            assertMakesTheBytesOf(List.of(add(textBytes), new Frame(-1, new Ping())), PieceBuffer.PIECE_BYTES - 20);
        }
    }

    @Test
    void makesAllOfAFullBatchOfSmallFramesInOneGo() {
        FrameBatch batch = new FrameBatch();
        while (batch.bytes() < PieceBuffer.PIECE_BYTES / 2) {
            batch.add(add(100));
        }
        BatchRegion region = new BatchRegion(batch);

        new TakenBytes(Integer.MAX_VALUE).take(region);

        assertEquals(batch.bytes(), region.transferred());
    }

    @Test
    void losesNothingWhileTheNetworkTakesNothing() {
        List<Frame> frames = List.of(add(10), add(2 * PieceBuffer.PIECE_BYTES), add(10));
        BatchRegion region = regionOf(frames);
        TakenBytes deaf = new TakenBytes(0);
        TakenBytes some = new TakenBytes(PieceBuffer.PIECE_BYTES / 3);

        while (region.transferred() < region.count()) {
            deaf.take(region).take(region);
            some.take(region);
        }

        assertArrayEquals(bytesOf(frames), some.all());
    }

    @Test
    void sharesOneBufferAmongAllConnectionsOfALoop() {
        BatchRegion one = regionOf(List.of(add(2 * PieceBuffer.PIECE_BYTES)));
        BatchRegion other = regionOf(List.of(add(PieceBuffer.PIECE_BYTES)));
        TakenBytes ofOne = new TakenBytes(10_000);
        TakenBytes ofOther = new TakenBytes(20_000);

        for (int i = 0; i < 3; i++) {
            ofOne.take(one);
            ofOther.take(other);
        }

        assertTrue(PieceBuffer.ofThisThread().isDirect());
        assertEquals(PieceBuffer.PIECE_BYTES, PieceBuffer.ofThisThread().maxCapacity());
        assertArrayEquals(
                bytesOf(List.of(add(2 * PieceBuffer.PIECE_BYTES))),
                ofOne.takeAll(one).all());
        assertArrayEquals(
                bytesOf(List.of(add(PieceBuffer.PIECE_BYTES))),
                ofOther.takeAll(other).all());
    }

    @Test
    void goesOnlyForward() {
        BatchRegion region = regionOf(List.of(add(10)));
        var network = Channels.newChannel(new ByteArrayOutputStream());

        assertThrows(IllegalArgumentException.class, () -> region.transferTo(network, 1));
    }

    private static void assertMakesTheBytesOf(List<Frame> frames, int atOnce) {
        BatchRegion region = regionOf(frames);
        byte[] expected = bytesOf(frames);

        assertEquals(expected.length, region.count());
        assertArrayEquals(expected, new TakenBytes(atOnce).takeAll(region).all());
    }

    private static BatchRegion regionOf(List<Frame> frames) {
        FrameBatch batch = new FrameBatch();
        frames.forEach(batch::add);
        return new BatchRegion(batch);
    }

    private static byte[] bytesOf(List<Frame> frames) {
        ByteBuf bytes = Unpooled.buffer();
        frames.forEach(frame -> FrameFormat.write(frame, bytes));
        return ByteBufUtil.getBytes(bytes);
    }

    private static Frame add(int textBytes) {
        return new Frame(7, new AddMessage(message(textBytes, textBytes)));
    }

    private static Frame page(int messages, int textBytes) {
        List<LogMessage> page = new ArrayList<>();
        for (int i = 0; i < messages; i++) {
            page.add(message(i, textBytes));
        }
        return new Frame(-3, new Messages(Samples.records(0, page)));
    }

    /** Its key and text are views in the middle of something, as those of the log are; the same for the same arguments. */
    private static LogMessage message(long id, int textBytes) {
        byte[] record = new byte[textBytes + 20];
        RANDOM.setSeed(id);
        RANDOM.nextBytes(record);
        return new LogMessage(id, Bytes.of(record, 3, (int) (id % 5)), Bytes.of(record, 10, textBytes));
    }
}
