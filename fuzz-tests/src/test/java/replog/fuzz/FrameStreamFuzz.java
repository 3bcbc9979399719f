package replog.fuzz;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.zip.CRC32C;
import replog.proto.message.Frame;
import replog.proto.message.FrameLimits;
import replog.proto.wire.BadFrameException;
import replog.proto.wire.FrameFormat;
import replog.proto.wire.FramePipeline;
import replog.proto.wire.OtherVersionException;

/**
 * Bytes from the network, cut anywhere, to what makes frames of them. What is read must be, byte for byte, what its
 * frames are written as; the first bad frame ends it with one of two exceptions; and no more is kept than the rest of one
 * frame.
 */
public final class FrameStreamFuzz {

    /** Small, so that an input can exceed it. */
    private static final int MAX_MESSAGE_BYTES = 64;

    private static final int MAX_PIECE_BYTES = 128;

    /** Read bytes are thrown away every 16th time only, and a buffer grows by doubling. */
    private static final int MAX_KEPT_BYTES = 2 * (FrameLimits.MAX_FRAME_BYTES_TO_MASTER + 17 * MAX_PIECE_BYTES);

    private final Choices choices;
    private final boolean onMaster;
    private final UnpooledByteBufAllocator memory = new UnpooledByteBufAllocator(false);
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final ByteBuf sent = Unpooled.buffer();
    private final ByteBuf understood = Unpooled.buffer();
    private boolean failed;

    private FrameStreamFuzz(Choices choices) {
        this.choices = choices;
        this.onMaster = choices.yes();
        channel.config().setAllocator(memory);
        if (onMaster) {
            FramePipeline.addOnMaster(channel.pipeline());
        } else {
            FramePipeline.addOnSecondary(channel.pipeline(), MAX_MESSAGE_BYTES);
        }
    }

    /** Called by the fuzzer. */
    public static void fuzzerTestOneInput(byte[] input) {
        new FrameStreamFuzz(new Choices(input)).play();
    }

    private void play() {
        int pieceBytes = 1 + choices.below(MAX_PIECE_BYTES);
        ByteBuf stream = Unpooled.buffer();
        while (choices.hasMore()) {
            add(stream);
        }
        while (stream.isReadable()) {
            send(stream.readSlice(Math.min(pieceBytes, stream.readableBytes())));
        }
        checkWhatWasLeftOut();
        channel.finishAndReleaseAll();
        Finding.unless(keptBytes() == 0, "{} bytes are kept after the end of the connection", keptBytes());
    }

    /** Adds a frame with length and checksum as they must be, or nearly so, or any bytes: chance alone makes no checksum. */
    private void add(ByteBuf stream) {
        int kind = choices.below(8);
        ByteBuf checked = Unpooled.wrappedBuffer(choices.bytes(choices.below(256)));
        if (kind == 0) {
            stream.writeBytes(checked);
            return;
        }
        CRC32C crc = new CRC32C();
        crc.update(checked.nioBuffer());
        int wrongBy = kind == 1 ? choices.anyInt() : 0;
        stream.writeInt(checked.readableBytes() + Integer.BYTES + wrongBy);
        stream.writeBytes(checked);
        stream.writeInt((int) crc.getValue() + (kind == 2 ? 1 : 0));
    }

    private void send(ByteBuf piece) {
        boolean hadFailed = failed;
        if (!hadFailed) {
            sent.writeBytes(piece, piece.readerIndex(), piece.readableBytes());
        }
        try {
            channel.writeInbound(memory.buffer(piece.readableBytes()).writeBytes(piece));
        } catch (BadFrameException | OtherVersionException bad) {
            failed = true;
            Finding.unless(!hadFailed, "it failed twice, the second time with {}", bad);
        }
        for (Frame frame = channel.readInbound(); frame != null; frame = channel.readInbound()) {
            Finding.unless(!hadFailed, "{} was read behind a bad frame", frame);
            FrameFormat.write(frame, understood);
            Finding.unless(!String.valueOf(frame).contains("\n"), "{} would break a log line", frame);
        }
        Finding.unless(
                understood.readableBytes() <= sent.readableBytes()
                        && understood.equals(sent.slice(0, understood.readableBytes())),
                "what was read is written as other bytes");
        Finding.unless(!onMaster || keptBytes() <= MAX_KEPT_BYTES, "{} bytes are kept", keptBytes());
        Finding.unless(!hadFailed || keptBytes() == 0, "{} bytes are kept behind a bad frame", keptBytes());
    }

    /** Unless it failed, only the beginning of a frame may be left over. */
    private void checkWhatWasLeftOut() {
        ByteBuf left = sent.slice(understood.readableBytes(), sent.readableBytes() - understood.readableBytes());
        if (!failed && left.readableBytes() >= Integer.BYTES) {
            int announced = left.getInt(left.readerIndex());
            int limit = onMaster
                    ? FrameLimits.MAX_FRAME_BYTES_TO_MASTER
                    : FrameLimits.maxFrameBytesToSecondary(MAX_MESSAGE_BYTES);
            Finding.unless(
                    announced > left.readableBytes() - Integer.BYTES && announced <= limit - Integer.BYTES,
                    "neither read nor refused: {} bytes that say they are {}",
                    left.readableBytes(),
                    announced);
        }
    }

    private long keptBytes() {
        return memory.metric().usedHeapMemory() + memory.metric().usedDirectMemory();
    }
}
