package replog.proto.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.zip.CRC32C;
import replog.proto.message.Body.AddMessage;
import replog.proto.message.Body.Messages;
import replog.proto.message.Bytes;
import replog.proto.message.Frame;
import replog.proto.message.FrameLimits;
import replog.proto.message.LogMessage;

/**
 * A frame that is longer than a piece; only frames with messages are. Its bytes are made from any place on, but never all
 * of them at once: the texts stay where they are. For one loop.
 */
final class LongFrame {

    private final List<LogMessage> messages;
    private final byte[] head;
    private final byte[] checksum;

    /** The head of one message after the other; a page has thousands. */
    private final ByteBuf messageHead = Unpooled.buffer(FrameLimits.MESSAGE_HEAD_BYTES + LogMessage.MAX_KEY_BYTES);

    /** The message that the last write began in, and where in the frame that one begins. */
    private int firstMessage;

    private int firstMessageAt;

    LongFrame(Frame frame) {
        ByteBuf beforeMessages = Unpooled.buffer();
        FrameFormat.writeHead(frame, FrameFormat.sizeOf(frame), beforeMessages);
        if (frame.body() instanceof Messages page) {
            messages = page.messages();
        } else if (frame.body() instanceof AddMessage add) {
            messages = add.messages();
        } else {
            throw new IllegalStateException("so long a frame without messages: " + frame);
        }
        MessageFormat.writeHead(messages, beforeMessages);
        head = ByteBufUtil.getBytes(beforeMessages);
        checksum = ByteBufUtil.getBytes(Unpooled.copyInt(computeChecksum()));
        firstMessageAt = head.length;
    }

    /**
     * Appends its bytes from {@code from} on, as many as {@code out} has room for.
     *
     * @param from no less than at the call before
     */
    void write(int from, ByteBuf out) {
        passMessagesBefore(from);
        append(head, 0, head.length, from, out);
        int at = firstMessageAt;
        for (int i = firstMessage; i < messages.size() && out.isWritable(); i++) {
            int headLength = writeHead(messages.get(i));
            append(messageHead.array(), 0, headLength, from - at, out);
            at += headLength;
            Bytes text = messages.get(i).text();
            append(text.array(), text.offset(), text.length(), from - at, out);
            at += text.length();
        }
        append(checksum, 0, checksum.length, from - at, out);
    }

    private void passMessagesBefore(int from) {
        while (firstMessage < messages.size()) {
            int endsAt = firstMessageAt + MessageFormat.sizeOf(messages.get(firstMessage));
            if (endsAt > from) {
                return;
            }
            firstMessage++;
            firstMessageAt = endsAt;
        }
    }

    /** Appends what there is room for, without the first {@code skipped} bytes; all are wanted where that is negative. */
    private static void append(byte[] array, int offset, int length, int skipped, ByteBuf out) {
        int from = Math.max(0, skipped);
        if (from < length) {
            out.writeBytes(array, offset + from, Math.min(length - from, out.writableBytes()));
        }
    }

    /** Makes the head of this message; returns how long it is. */
    private int writeHead(LogMessage message) {
        MessageFormat.writeHead(message, messageHead.clear());
        return messageHead.writerIndex();
    }

    private int computeChecksum() {
        CRC32C crc = new CRC32C();
        crc.update(head, FrameFormat.LENGTH_BYTES, head.length - FrameFormat.LENGTH_BYTES);
        for (LogMessage message : messages) {
            crc.update(messageHead.array(), 0, writeHead(message));
            crc.update(
                    message.text().array(),
                    message.text().offset(),
                    message.text().length());
        }
        return (int) crc.getValue();
    }
}
