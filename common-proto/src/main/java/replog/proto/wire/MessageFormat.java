package replog.proto.wire;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import replog.proto.message.Bytes;
import replog.proto.message.FrameLimits;
import replog.proto.message.LogMessage;

/** The messages of an AddMessage: how many, and one after the other, with consecutive ids. */
final class MessageFormat {

    private MessageFormat() {}

    static int sizeOf(List<LogMessage> messages) {
        int size = 4;
        for (LogMessage message : messages) {
            size = Math.addExact(size, sizeOf(message));
        }
        return size;
    }

    static void write(List<LogMessage> messages, ByteBuf out) {
        writeHead(messages, out);
        for (LogMessage message : messages) {
            writeHead(message, out);
            write(message.text(), out);
        }
    }

    /** Appends what comes before the messages. */
    static void writeHead(List<LogMessage> messages, ByteBuf out) {
        out.writeInt(messages.size());
    }

    static List<LogMessage> read(FieldReader in) {
        int count = in.int32("message count");
        FieldReader.require(
                count > 0 && count <= in.leftBytes() / FrameLimits.MESSAGE_HEAD_BYTES, "message count", count);
        List<LogMessage> messages = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            LogMessage message = readMessage(in);
            messages.add(message);
            FieldReader.requireNext(messages.get(0).id() + i, message.id());
        }
        return messages;
    }

    static int sizeOf(LogMessage message) {
        return FrameLimits.MESSAGE_HEAD_BYTES
                + message.key().length()
                + message.text().length();
    }

    /** Appends what comes before the text of a message. */
    static void writeHead(LogMessage message, ByteBuf out) {
        out.writeLong(message.id());
        out.writeByte(message.key().length());
        write(message.key(), out);
        out.writeInt(message.text().length());
    }

    private static LogMessage readMessage(FieldReader in) {
        long id = in.position("message id");
        Bytes key = in.bytes("key", in.unsigned8("length of key"), LogMessage.MAX_KEY_BYTES);
        Bytes text = in.text(in.int32("length of text"));
        return new LogMessage(id, key, text);
    }

    private static void write(Bytes bytes, ByteBuf out) {
        out.writeBytes(bytes.array(), bytes.offset(), bytes.length());
    }
}
