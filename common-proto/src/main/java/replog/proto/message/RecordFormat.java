package replog.proto.message;

/**
 * How a message lies in a log, in memory as on disk, and travels in a page.
 *
 * <pre>
 * checksum     4 bytes, big-endian: the running checksum of the list up to and with this message
 * id           varint
 * key length   1 byte, 0 to 64; plus 128 in an anchor
 * previous     4 bytes, in an anchor only: the running checksum of the list before this message
 * key
 * text length  varint
 * text         UTF-8
 * </pre>
 *
 * A varint is an unsigned number in groups of 7 bits, the lowest first, the high bit set in all bytes but the last. An
 * <em>anchor</em> can be verified by itself; on disk the first record of each write is one. So an anchor says that
 * everything before it had been synced when it was written.
 */
public final class RecordFormat {

    /** The most bytes that a record takes besides its text. */
    public static final int MAX_HEAD_BYTES = 4 + 10 + 1 + 4 + LogMessage.MAX_KEY_BYTES + 5;

    static final int CHECKSUM_BYTES = 4;
    private static final int KEY_LENGTH_BYTES = 1;
    static final int ANCHOR = 0x80;

    private RecordFormat() {}

    /** How many bytes {@code message} takes. */
    public static int sizeOf(LogMessage message, boolean anchor) {
        int textLength = message.text().length();
        return CHECKSUM_BYTES
                + sizeOfVarint(message.id())
                + KEY_LENGTH_BYTES
                + (anchor ? CHECKSUM_BYTES : 0)
                + message.key().length()
                + sizeOfVarint(textLength)
                + textLength;
    }

    /** Writes {@code message} to {@code target} from {@code at} on, where {@link #sizeOf} bytes are free. */
    public static void write(byte[] target, int at, LogMessage message, int checksum) {
        BigEndian.putInt(target, at, checksum);
        int end = writeVarint(target, at + CHECKSUM_BYTES, message.id());
        target[end++] = (byte) message.key().length();
        writeKeyAndText(target, end, message);
    }

    /** Writes {@code message} as an anchor. */
    public static void writeAnchor(byte[] target, int at, LogMessage message, int previous, int checksum) {
        BigEndian.putInt(target, at, checksum);
        int end = writeVarint(target, at + CHECKSUM_BYTES, message.id());
        target[end++] = (byte) (message.key().length() | ANCHOR);
        BigEndian.putInt(target, end, previous);
        writeKeyAndText(target, end + CHECKSUM_BYTES, message);
    }

    private static void writeKeyAndText(byte[] target, int at, LogMessage message) {
        message.key().copyTo(target, at);
        int end =
                writeVarint(target, at + message.key().length(), message.text().length());
        message.text().copyTo(target, end);
    }

    private static int sizeOfVarint(long value) {
        int bits = Long.SIZE - Long.numberOfLeadingZeros(value | 1);
        return (bits + 6) / 7;
    }

    private static int writeVarint(byte[] target, int at, long value) {
        int end = at;
        long rest = value;
        while (rest > 0x7f) {
            target[end++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        target[end++] = (byte) rest;
        return end;
    }
}
