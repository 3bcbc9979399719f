package replog.node.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import replog.proto.message.Bytes;
import replog.proto.message.LogMessage;

/**
 * Writes messages as JSON, from the bytes of the list into those of the network: a text is UTF-8 at both ends, so
 * whatever needs no escape is copied in runs and never becomes a string.
 */
final class MessageJson {

    private static final byte[] ID = "{\"id\":".getBytes(US_ASCII);
    private static final byte[] MESSAGE = ",\"message\":\"".getBytes(US_ASCII);
    private static final byte[] END = "\"}".getBytes(US_ASCII);
    private static final byte[] HEX = "0123456789abcdef".getBytes(US_ASCII);
    private static final int FIRST_PRINTABLE = 0x20;

    private MessageJson() {}

    /** Appends {@code {"id":…,"message":"…"}}. */
    static void write(ByteBuf out, LogMessage message) {
        out.writeBytes(ID);
        ByteBufUtil.writeAscii(out, Long.toString(message.id()));
        out.writeBytes(MESSAGE);
        writeEscaped(out, message.text());
        out.writeBytes(END);
    }

    private static void writeEscaped(ByteBuf out, Bytes text) {
        byte[] array = text.array();
        int end = text.offset() + text.length();
        int runStart = text.offset();
        for (int i = runStart; i < end; i++) {
            byte b = array[i];
            // Bytes of characters beyond ASCII are negative.
            if ((b >= 0 && b < FIRST_PRINTABLE) || b == '"' || b == '\\') {
                out.writeBytes(array, runStart, i - runStart);
                writeEscape(out, b);
                runStart = i + 1;
            }
        }
        out.writeBytes(array, runStart, end - runStart);
    }

    private static void writeEscape(ByteBuf out, byte b) {
        out.writeByte('\\');
        switch (b) {
            case '"', '\\' -> out.writeByte(b);
            case '\n' -> out.writeByte('n');
            case '\r' -> out.writeByte('r');
            case '\t' -> out.writeByte('t');
            default -> {
                out.writeByte('u').writeByte('0').writeByte('0');
                out.writeByte(HEX[b >> 4]).writeByte(HEX[b & 0xf]);
            }
        }
    }
}
