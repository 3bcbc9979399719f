package replog.proto.wire;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import replog.proto.message.Bytes;
import replog.proto.message.FrameLimits;
import replog.proto.message.LogMessage;

/** Several messages: how many, and one after the other. */
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
                count >= 0 && count <= in.leftBytes() / FrameLimits.MESSAGE_HEAD_BYTES, "message count", count);
        List<LogMessage> messages = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            messages.add(readMessage(in));
        }
        return messages;
    }

    /** Reads at least one message, with ids that follow one another. */
    static List<LogMessage> readRun(FieldReader in) {
        List<LogMessage> run = read(in);
        FieldReader.require(!run.isEmpty(), "message count", 0);
        for (int i = 1; i < run.size(); i++) {
            long id = run.get(i).id();
            FieldReader.require(
                    id == run.get(i - 1).id() + 1,
                    "message id behind " + run.get(i - 1).id(),
                    id);
        }
        return run;
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
        Bytes text = in.utf8("text", in.int32("length of text"), in.maxTextBytes());
        return new LogMessage(id, key, text);
    }

    private static void write(Bytes bytes, ByteBuf out) {
        out.writeBytes(bytes.array(), bytes.offset(), bytes.length());
    }
}
