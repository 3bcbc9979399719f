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

    /** So many bytes of a text are in one piece, which is up to six times as long. */
    static final int PIECE_BYTES = 8 << 10;

    private MessageJson() {}

    /**
     * Appends {@code {"id":…,"message":"…"}}, or the next piece of that: a long text is written in several.
     *
     * @param written how much of the text the pieces before had; 0 for the first
     * @return how much of it is written now; all of it with the last piece
     */
    static int write(ByteBuf out, LogMessage message, int written) {
        if (written == 0) {
            out.writeBytes(ID);
            ByteBufUtil.writeAscii(out, Long.toString(message.id()));
            out.writeBytes(MESSAGE);
        }
        Bytes text = message.text();
        int end = Math.min(text.length(), written + PIECE_BYTES);
        writeEscaped(out, text.array(), text.offset() + written, text.offset() + end);
        if (end == text.length()) {
            out.writeBytes(END);
        }
        return end;
    }

    private static void writeEscaped(ByteBuf out, byte[] array, int start, int end) {
        int runStart = start;
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
