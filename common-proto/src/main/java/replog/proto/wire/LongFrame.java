package replog.proto.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import replog.proto.message.Body.AddMessage;
import replog.proto.message.Body.Messages;
import replog.proto.message.Bytes;
import replog.proto.message.Frame;
import replog.proto.message.LogMessage;

/**
 * A frame that is longer than a piece; only frames with messages are. Its bytes are made from any place on, but never all
 * of them at once: texts and records stay where they are. For one loop.
 */
final class LongFrame {

    /** What it consists of. */
    private final List<Bytes> parts = new ArrayList<>();

    /** The part that the last write began in, and where in the frame that one begins. */
    private int firstPart;

    private int firstPartAt;

    LongFrame(Frame frame) {
        ByteBuf head = Unpooled.buffer();
        FrameFormat.writeHead(frame, FrameFormat.sizeOf(frame), head);
        if (frame.body() instanceof Messages page) {
            PageFormat.writeHead(page.records(), head);
            add(head);
            parts.add(page.records().bytes());
        } else if (frame.body() instanceof AddMessage add) {
            MessageFormat.writeHead(add.messages(), head);
            for (LogMessage message : add.messages()) {
                MessageFormat.writeHead(message, head);
                add(head);
                parts.add(message.text());
            }
        } else {
            throw new IllegalStateException("so long a frame without messages: " + frame);
        }
        add(head.writeInt(computeChecksum()));
    }

    /**
     * Appends its bytes from {@code from} on, as many as {@code out} has room for.
     *
     * @param from no less than at the call before
     */
    void write(int from, ByteBuf out) {
        while (firstPart < parts.size() && firstPartAt + parts.get(firstPart).length() <= from) {
            firstPartAt += parts.get(firstPart).length();
            firstPart++;
        }
        int skipped = from - firstPartAt;
        for (int i = firstPart; i < parts.size() && out.isWritable(); i++) {
            Bytes part = parts.get(i);
            out.writeBytes(
                    part.array(), part.offset() + skipped, Math.min(part.length() - skipped, out.writableBytes()));
            skipped = 0;
        }
    }

    /** Adds what is in {@code made}, and empties it for the next. */
    private void add(ByteBuf made) {
        parts.add(Bytes.of(ByteBufUtil.getBytes(made)));
        made.clear();
    }

    /** Of all so far but the length field. */
    private int computeChecksum() {
        CRC32C crc = new CRC32C();
        int skipped = FrameFormat.LENGTH_BYTES;
        for (Bytes part : parts) {
            crc.update(part.array(), part.offset() + skipped, part.length() - skipped);
            skipped = 0;
        }
        return (int) crc.getValue();
    }
}
