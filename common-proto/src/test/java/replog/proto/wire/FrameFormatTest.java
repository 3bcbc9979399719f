package replog.proto.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import replog.proto.message.Body;
import replog.proto.message.Body.AddMessage;
import replog.proto.message.Body.HelloRefused;
import replog.proto.message.Bytes;
import replog.proto.message.Frame;
import replog.proto.message.LogMessage;
import replog.proto.message.Protocol;

class FrameFormatTest {

    private static final int MAX_TEXT_BYTES = 100;

    @Test
    void hasAnExampleOfEveryBodyThereIs() {
        Set<Class<?>> shown = FrameExamples.all().stream()
                .map(frame -> frame.body().getClass())
                .collect(Collectors.toSet());

        Set<Class<?>> all = Stream.of(Body.class.getPermittedSubclasses())
                .flatMap(side -> Stream.of(side.getPermittedSubclasses()))
                .collect(Collectors.toSet());

        assertEquals(all, shown);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void readsWhatItWrote(Frame frame) {
        ByteBuf bytes = write(frame);

        assertEquals(frame, FrameFormat.read(bytes, MAX_TEXT_BYTES));
        assertFalse(bytes.isReadable());
    }

    @ParameterizedTest
    @MethodSource("examples")
    void knowsTheSizeBeforeItWrites(Frame frame) {
        assertEquals(write(frame).readableBytes(), FrameFormat.sizeOf(frame));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void writesBehindWhatIsThere(Frame frame) {
        ByteBuf bytes = Unpooled.buffer().writeLong(42);

        FrameFormat.write(frame, bytes);

        assertEquals(42, bytes.readLong());
        assertEquals(write(frame), bytes);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void refusesEveryFlippedBit(Frame frame) {
        byte[] bytes = ByteBufUtil.getBytes(write(frame));

        for (int bit = 0; bit < 8 * bytes.length; bit++) {
            bytes[bit / 8] ^= (byte) (1 << bit % 8);
            assertRefused(bytes);
            bytes[bit / 8] ^= (byte) (1 << bit % 8);
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void refusesAFrameThatIsCutOffOrTooLong(Frame frame) {
        byte[] bytes = ByteBufUtil.getBytes(write(frame));

        for (int length = 0; length < bytes.length; length++) {
            assertRefused(Arrays.copyOf(bytes, length));
        }
        assertRefused(Arrays.copyOf(bytes, bytes.length + 1));
    }

    @Test
    void readsTextsUpToTheLimitAndNoLonger() {
        Frame longest = new Frame(0, new AddMessage(new LogMessage(0, Bytes.EMPTY, Bytes.utf8("x".repeat(100)))));
        Frame tooLong = new Frame(0, new AddMessage(new LogMessage(0, Bytes.EMPTY, Bytes.utf8("x".repeat(101)))));

        assertEquals(longest, FrameFormat.read(write(longest), 100));
        var refused = assertThrows(BadFrameException.class, () -> FrameFormat.read(write(tooLong), 100));
        assertEquals("bad frame: text of 101 bytes, at most 100 are allowed", refused.getMessage());
    }

    @Test
    void doesNotWriteAReasonThatNobodyWouldRead() {
        Frame frame = new Frame(0, new HelloRefused("x".repeat(Protocol.MAX_REASON_BYTES + 1)));

        assertThrows(IllegalArgumentException.class, () -> FrameFormat.sizeOf(frame));
    }

    @Test
    void refusesWithoutAStackTrace() {
        var refused = assertThrows(BadFrameException.class, () -> FrameFormat.read(Unpooled.buffer(), 0));

        assertEquals(0, refused.getStackTrace().length);
    }

    private static void assertRefused(byte[] bytes) {
        var refused = assertThrows(
                BadFrameException.class, () -> FrameFormat.read(Unpooled.wrappedBuffer(bytes), MAX_TEXT_BYTES));
        assertTrue(String.valueOf(refused.getMessage()).startsWith("bad frame: "));
    }

    private static ByteBuf write(Frame frame) {
        ByteBuf bytes = Unpooled.buffer();
        FrameFormat.write(frame, bytes);
        return bytes;
    }

    private static Stream<Frame> examples() {
        return FrameExamples.all().stream();
    }
}
