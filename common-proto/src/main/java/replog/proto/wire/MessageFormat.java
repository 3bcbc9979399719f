package replog.proto.wire;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import replog.proto.message.Body.AddMessage;
import replog.proto.message.Body.Messages;
import replog.proto.message.Bytes;
import replog.proto.message.FrameLimits;
import replog.proto.message.LogMessage;

/** Messages, alone and in pages. */
final class MessageFormat {

    private MessageFormat() {}

    static int sizeOf(AddMessage add) {
        return sizeOf(add.message());
    }

    static void write(AddMessage add, ByteBuf out) {
        write(add.message(), out);
    }

    static AddMessage readAddMessage(FieldReader in) {
        return new AddMessage(readMessage(in));
    }

    static int sizeOf(Messages page) {
        int size = 4;
        for (LogMessage message : page.messages()) {
            size = Math.addExact(size, sizeOf(message));
        }
        return size;
    }

    static void write(Messages page, ByteBuf out) {
        writeHead(page, out);
        for (LogMessage message : page.messages()) {
            write(message, out);
        }
    }

    /** Appends what comes before the messages of a page. */
    static void writeHead(Messages page, ByteBuf out) {
        out.writeInt(page.messages().size());
    }

    static Messages readMessages(FieldReader in) {
        int count = in.int32("message count");
        FieldReader.require(
                count >= 0 && count <= in.leftBytes() / FrameLimits.MESSAGE_HEAD_BYTES, "message count", count);
        List<LogMessage> messages = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            messages.add(readMessage(in));
        }
        return new Messages(messages);
    }

    static int sizeOf(LogMessage message) {
        return FrameLimits.MESSAGE_HEAD_BYTES
                + message.key().length()
                + message.text().length();
    }

    private static void write(LogMessage message, ByteBuf out) {
        writeHead(message, out);
        write(message.text(), out);
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
