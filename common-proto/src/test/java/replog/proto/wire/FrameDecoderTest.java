package replog.proto.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.FileRegion;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import replog.proto.message.Body.AddMessage;
import replog.proto.message.Body.GetMessages;
import replog.proto.message.Body.Messages;
import replog.proto.message.Body.Ping;
import replog.proto.message.Bytes;
import replog.proto.message.Frame;
import replog.proto.message.FrameLimits;
import replog.proto.message.LogMessage;
import replog.proto.message.RecordFormat;
import replog.proto.sim.Samples;

class FrameDecoderTest {

    private static final int MAX_TEXT_BYTES = 100;

    @Test
    void putsTheStreamTogetherWhereverItIsCut() {
        List<Frame> frames = FrameExamples.all();
        ByteBuf stream = bytesOf(frames);

        for (int cut = 0; cut <= stream.readableBytes(); cut++) {
            EmbeddedChannel channel = new EmbeddedChannel(new FrameDecoder(2000, MAX_TEXT_BYTES));
            channel.writeInbound(stream.copy(0, cut));
            channel.writeInbound(stream.copy(cut, stream.readableBytes() - cut));
            assertEquals(frames, received(channel), "cut at " + cut);
            assertFalse(channel.finish());
        }
    }

    @Test
    void putsTheStreamTogetherByteByByte() {
        List<Frame> frames = FrameExamples.all();
        ByteBuf stream = bytesOf(frames);
        EmbeddedChannel channel = new EmbeddedChannel(new FrameDecoder(2000, MAX_TEXT_BYTES));

        while (stream.isReadable()) {
            channel.writeInbound(stream.readBytes(1));
        }

        assertEquals(frames, received(channel));
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 12, 1021, Integer.MAX_VALUE})
    void refusesALengthOutOfRangeAsSoonAsItIsThere(int length) {
        EmbeddedChannel channel = new EmbeddedChannel(new FrameDecoder(1024, MAX_TEXT_BYTES));

        var refused = assertThrows(
                BadFrameException.class,
                () -> channel.writeInbound(Unpooled.buffer().writeInt(length)));

        assertEquals("bad frame: length " + length + " is not between 13 and 1020", refused.getMessage());
    }

    @Test
    void waitsForTheRestOfAFrameOfTheLargestLength() {
        EmbeddedChannel channel = new EmbeddedChannel(new FrameDecoder(1024, MAX_TEXT_BYTES));

        channel.writeInbound(Unpooled.buffer().writeInt(1020).writeZero(1019));

        assertNull(channel.readInbound());
    }

    @Test
    void handsOnWhatCameBeforeABadFrameAndDropsWhatComesAfter() {
        Frame before = new Frame(-1, new GetMessages(0));
        Frame after = new Frame(-2, new GetMessages(1));
        ByteBuf stream = bytesOf(List.of(before));
        stream.writeInt(13).writeZero(13).writeBytes(bytesOf(List.of(after)));
        EmbeddedChannel channel = new EmbeddedChannel(new FrameDecoder(1024, MAX_TEXT_BYTES));

        assertThrows(BadFrameException.class, () -> channel.writeInbound(stream));
        channel.writeInbound(bytesOf(List.of(after)));
        channel.finish();

        assertEquals(List.of(before), received(channel));
    }

    @Test
    void takesOnlyShortFramesOnTheMaster() {
        EmbeddedChannel channel = new EmbeddedChannel();
        FramePipeline.addOnMaster(channel.pipeline());
        Frame fits = addMessage(1024 - FrameFormat.sizeOf(addMessage(0)));
        Frame tooLong = addMessage(1024 - FrameFormat.sizeOf(addMessage(0)) + 1);

        channel.writeInbound(bytesOf(List.of(fits)));

        assertEquals(List.of(fits), received(channel));
        assertThrows(BadFrameException.class, () -> channel.writeInbound(bytesOf(List.of(tooLong))));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1000, 1 << 20})
    void takesTheFullestFramesOnTheSecondary(int maxMessageBytes) {
        EmbeddedChannel channel = new EmbeddedChannel();
        FramePipeline.addOnSecondary(channel.pipeline(), maxMessageBytes);
        LogMessage longest = new LogMessage(
                Long.MAX_VALUE, Bytes.of(new byte[LogMessage.MAX_KEY_BYTES]), Bytes.of(new byte[maxMessageBytes]));
        List<Frame> frames = List.of(
                fullestPage(maxMessageBytes),
                new Frame(0, new Messages(Samples.records(0, List.of(longest)))),
                new Frame(0, new AddMessage(longest)),
                fullestRun(maxMessageBytes));

        channel.writeInbound(bytesOf(frames));

        assertEquals(frames, received(channel));
    }

    @Test
    void refusesOnTheSecondaryWhatIsLongerThanTheFullestFrame() {
        EmbeddedChannel channel = new EmbeddedChannel();
        FramePipeline.addOnSecondary(channel.pipeline(), 1000);
        int largest = FrameLimits.maxFrameBytesToSecondary(1000) - FrameFormat.LENGTH_BYTES;

        channel.writeInbound(Unpooled.buffer().writeInt(largest));

        EmbeddedChannel other = new EmbeddedChannel();
        FramePipeline.addOnSecondary(other.pipeline(), 1000);
        assertThrows(
                BadFrameException.class,
                () -> other.writeInbound(Unpooled.buffer().writeInt(largest + 1)));
    }

    @Test
    void writesABatchAsOneRunOfBytes() {
        EmbeddedChannel channel = new EmbeddedChannel();
        FramePipeline.addOnMaster(channel.pipeline());
        FrameBatch batch = new FrameBatch();
        FrameExamples.all().forEach(batch::add);

        channel.writeOutbound(batch);

        FileRegion written = channel.readOutbound();
        assertEquals(batch.bytes(), written.count());
        assertEquals(bytesOf(FrameExamples.all()), TakenBytes.of(written));
        assertNull(channel.readOutbound());
    }

    @Test
    void countsTheAnswersInABatch() {
        FrameBatch batch = new FrameBatch();
        Frame answer = new Frame(-1, new Messages(Samples.records(0, List.of(FrameExamples.WORDS))));

        batch.add(new Frame(-1, new Ping()));
        batch.add(answer);

        assertEquals(FrameFormat.sizeOf(answer), batch.answerBytes());
        assertEquals(FrameFormat.sizeOf(answer) + 17, batch.bytes());
    }

    private static Frame addMessage(int textBytes) {
        return new Frame(0, new AddMessage(new LogMessage(0, Bytes.EMPTY, Bytes.of(new byte[textBytes]))));
    }

    /** As many messages as make a page full, each as long as may be. */
    private static Frame fullestPage(int maxMessageBytes) {
        int left = FrameLimits.pageBytes(maxMessageBytes);
        List<LogMessage> messages = new ArrayList<>();
        while (left > RecordFormat.MAX_HEAD_BYTES) {
            int textBytes = Math.min(left - RecordFormat.MAX_HEAD_BYTES, maxMessageBytes);
            LogMessage next = new LogMessage(messages.size(), Bytes.EMPTY, Bytes.of(new byte[textBytes]));
            messages.add(next);
            left -= RecordFormat.sizeOf(next, false);
        }
        return new Frame(0, new Messages(Samples.records(0, messages)));
    }

    /** As many messages as may travel together, and together as long as a page. */
    private static Frame fullestRun(int maxMessageBytes) {
        int left = FrameLimits.pageBytes(maxMessageBytes);
        List<LogMessage> messages = new ArrayList<>();
        for (int id = 0; id < FrameLimits.MAX_RUN_MESSAGES; id++) {
            int textBytes = Math.min(left, maxMessageBytes);
            messages.add(new LogMessage(id, Bytes.EMPTY, Bytes.of(new byte[textBytes])));
            left -= textBytes;
        }
        return new Frame(0, new AddMessage(messages));
    }

    private static ByteBuf bytesOf(List<Frame> frames) {
        ByteBuf bytes = Unpooled.buffer();
        frames.forEach(frame -> FrameFormat.write(frame, bytes));
        return bytes;
    }

    private static List<Frame> received(EmbeddedChannel channel) {
        List<Frame> frames = new ArrayList<>();
        for (Frame frame = channel.readInbound(); frame != null; frame = channel.readInbound()) {
            frames.add(frame);
        }
        return frames;
    }
}
