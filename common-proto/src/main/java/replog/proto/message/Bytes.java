package replog.proto.message;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * An immutable run of bytes, such as the text or the key of a message. It is a view: it shares the array it was made
 * from, and whoever makes one never writes to that range again.
 */
public final class Bytes {

    /** No bytes at all. */
    public static final Bytes EMPTY = new Bytes(new byte[0], 0, 0);

    /** How many characters {@link #toString} shows at most, so that a log line stays a line. */
    public static final int MAX_SHOWN_CHARS = 200;

    private final byte[] array;
    private final int offset;
    private final int length;

    private Bytes(byte[] array, int offset, int length) {
        this.array = array;
        this.offset = offset;
        this.length = length;
    }

    /** All of {@code array}, which the caller gives away. */
    public static Bytes of(byte[] array) {
        return new Bytes(array, 0, array.length);
    }

    /**
     * The {@code length} bytes from {@code offset} on.
     *
     * @throws IndexOutOfBoundsException where they are not all inside {@code array}
     */
    public static Bytes of(byte[] array, int offset, int length) {
        if (offset < 0 || length < 0 || length > array.length - offset) {
            throw new IndexOutOfBoundsException(length + " bytes from " + offset + " of " + array.length);
        }
        return new Bytes(array, offset, length);
    }

    /** The UTF-8 form of {@code text}. */
    public static Bytes utf8(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** How many bytes there are. */
    public int length() {
        return length;
    }

    /** The shared array; only {@link #length()} bytes from {@link #offset()} on are these. Never write to it. */
    public byte[] array() {
        return array;
    }

    /** Where in {@link #array()} these bytes begin. */
    public int offset() {
        return offset;
    }

    /** Copies all bytes to {@code target}, from {@code at} on. */
    public void copyTo(byte[] target, int at) {
        System.arraycopy(array, offset, target, at, length);
    }

    /** The whole text that these bytes are in UTF-8. */
    public String utf8() {
        return new String(array, offset, length, StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes that
                && Arrays.equals(array, offset, offset + length, that.array, that.offset, that.offset + that.length);
    }

    @Override
    public int hashCode() {
        int hash = 1;
        for (int i = offset; i < offset + length; i++) {
            hash = 31 * hash + array[i];
        }
        return hash;
    }

    /** The text for a log line: control characters escaped, cut at {@link #MAX_SHOWN_CHARS}. */
    @Override
    public String toString() {
        // A character takes at most 4 bytes, so this prefix has enough for all that is shown.
        int enough = Math.min(length, 4 * (MAX_SHOWN_CHARS + 1));
        return Escaped.cut(new String(array, offset, enough, StandardCharsets.UTF_8), MAX_SHOWN_CHARS);
    }
}
