package replog.node.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
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

    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long FIRST_PRINTABLES = FIRST_PRINTABLE * ONES;
    private static final long QUOTES = '"' * ONES;
    private static final long BACKSLASHES = '\\' * ONES;
    private static final long HIGHEST_BITS = ONES << 7;

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
        for (int i = nextEscaped(array, runStart, end); i < end; i = nextEscaped(array, runStart, end)) {
            out.writeBytes(array, runStart, i - runStart);
            writeEscape(out, array[i]);
            runStart = i + 1;
        }
        out.writeBytes(array, runStart, end - runStart);
    }

    /** Where the next byte is that needs an escape; {@code end} where there is none. */
    private static int nextEscaped(byte[] array, int start, int end) {
        int i = start;
        while (i + Long.BYTES <= end && !anyNeedsEscape((long) EIGHT_BYTES.get(array, i))) {
            i += Long.BYTES;
        }
        while (i < end && !needsEscape(array[i])) {
            i++;
        }
        return i;
    }

    /** Bytes of characters beyond ASCII are negative. */
    private static boolean needsEscape(byte b) {
        return (b >= 0 && b < FIRST_PRINTABLE) || b == '"' || b == '\\';
    }

    /**
     * The same of eight bytes at once. Taking n from a byte below n borrows from its highest bit; a byte that is equal to
     * another is 0, below 1, after the exclusive or of both. A borrow may also mark the byte above one that needs it, never a
     * word in which none does.
     */
    private static boolean anyNeedsEscape(long bytes) {
        long quotes = bytes ^ QUOTES;
        long backslashes = bytes ^ BACKSLASHES;
        long marked = ((bytes - FIRST_PRINTABLES) & ~bytes)
                | ((quotes - ONES) & ~quotes)
                | ((backslashes - ONES) & ~backslashes);
        return (marked & HIGHEST_BITS) != 0;
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
