package replog.node.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * JSON in the making. In an array, not in a buffer of Netty's, which would check its state at every byte; it is copied there
 * when it is complete. It grows as needed and is used again. Of one thread.
 */
final class JsonBytes {

    private static final byte[] HEX = "0123456789abcdef".getBytes(US_ASCII);
    private static final int FIRST_PRINTABLE = 0x20;

    /** The longest escape, in bytes. */
    private static final int ESCAPE_BYTES = 6;

    /** As many as the longest number has. */
    private static final int MOST_DIGITS = 19;

    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long BACKSLASHES = '\\' * ONES;
    private static final long HIGHEST_BITS = ONES << 7;

    /** With these bits turned over, a quote is the one byte that joins the controls before it, and none of these leaves. */
    private static final long QUOTES_TO_CONTROLS = ('"' ^ FIRST_PRINTABLE) * ONES;

    private static final long BEHIND_CONTROLS = (FIRST_PRINTABLE + 1) * ONES;

    private byte[] array = new byte[256];
    private int length;

    /** The bytes are the first {@link #length} of this, until the next is written. */
    byte[] array() {
        return array;
    }

    int length() {
        return length;
    }

    void clear() {
        length = 0;
    }

    /** Appends what is JSON already. */
    void write(byte[] json) {
        ensureRoomFor(json.length);
        System.arraycopy(json, 0, array, length, json.length);
        length += json.length;
    }

    /** Appends a number, 0 or more. */
    void writeNumber(long number) {
        ensureRoomFor(MOST_DIGITS);
        int digits = 1;
        for (long least = 10; digits < MOST_DIGITS && number >= least; least *= 10) {
            digits++;
        }
        length += digits;
        int at = length;
        long rest = number;
        for (; rest >= 100; rest /= 100) {
            int two = (int) (rest % 100);
            array[--at] = (byte) ('0' + two % 10);
            array[--at] = (byte) ('0' + two / 10);
        }
        array[--at] = (byte) ('0' + rest % 10);
        if (rest >= 10) {
            array[--at] = (byte) ('0' + rest / 10);
        }
    }

    /** Appends what a string has between its quotes, given in UTF-8 from {@code start} up to and without {@code end}. */
    void writeEscaped(byte[] text, int start, int end) {
        ensureRoomFor(ESCAPE_BYTES * (end - start));
        int i = start;
        while (i < end) {
            int plainEnd = endOfPlain(text, i, end);
            System.arraycopy(text, i, array, length, plainEnd - i);
            length += plainEnd - i;
            for (i = plainEnd; i < Math.min(end, plainEnd + Long.BYTES); i++) {
                length = writeEscaped(array, length, text[i]);
            }
        }
    }

    /** No byte before this one needs an escape; it is {@code end}, or one of the eight from it on may need one. */
    private static int endOfPlain(byte[] text, int start, int end) {
        int i = start;
        while (i <= end - 4 * Long.BYTES
                && (toEscape(text, i)
                                | toEscape(text, i + Long.BYTES)
                                | toEscape(text, i + 2 * Long.BYTES)
                                | toEscape(text, i + 3 * Long.BYTES))
                        == 0) {
            i += 4 * Long.BYTES;
        }
        while (i <= end - Long.BYTES && toEscape(text, i) == 0) {
            i += Long.BYTES;
        }
        // Fewer than eight are looked at together with those before them, which need none.
        boolean isAllPlain = end - start >= Long.BYTES && i > end - Long.BYTES && toEscape(text, end - Long.BYTES) == 0;
        return isAllPlain ? end : i;
    }

    private void ensureRoomFor(int bytes) {
        if (bytes > array.length - length) {
            array = Arrays.copyOf(array, Math.max(2 * array.length, length + bytes));
        }
    }

    private static int writeEscaped(byte[] target, int at, byte b) {
        if (!needsEscape(b)) {
            target[at] = b;
            return at + 1;
        }
        target[at] = '\\';
        target[at + 1] = switch (b) {
            case '"', '\\' -> b;
            case '\n' -> 'n';
            case '\r' -> 'r';
            case '\t' -> 't';
            default -> 'u';
        };
        if (target[at + 1] != 'u') {
            return at + 2;
        }
        target[at + 2] = '0';
        target[at + 3] = '0';
        target[at + 4] = HEX[b >> 4];
        target[at + 5] = HEX[b & 0xf];
        return at + ESCAPE_BYTES;
    }

    /** Bytes of characters beyond ASCII are negative. */
    private static boolean needsEscape(byte b) {
        return (b >= 0 && b < FIRST_PRINTABLE) || b == '"' || b == '\\';
    }

    /**
     * The same of eight bytes at once: the highest bit of each that needs one. Taking n from a byte below n borrows from its
     * highest bit; a byte that is equal to another is 0, below 1, after the exclusive or of both. Bytes whose highest bit
     * was set before need none. A borrow may also mark the byte above one that needs it, never one of eight that need none.
     */
    private static long toEscape(byte[] text, int at) {
        long bytes = (long) EIGHT_BYTES.get(text, at);
        long borrowed = ((bytes ^ QUOTES_TO_CONTROLS) - BEHIND_CONTROLS) | ((bytes ^ BACKSLASHES) - ONES);
        return borrowed & ~bytes & HIGHEST_BITS;
    }
}
