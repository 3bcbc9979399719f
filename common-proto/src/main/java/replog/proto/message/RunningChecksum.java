package replog.proto.message;

import java.util.zip.CRC32C;

/**
 * Tells lists apart: CRC32C chained from message to message. That of an empty list is 0; that of a longer one is the
 * CRC32C of the one before (4 bytes), the id (8), the length of the key (1), the key, the length of the text (4) and the
 * text, numbers in big-endian order.
 */
public final class RunningChecksum {

    /** The checksum of the empty list. */
    public static final int EMPTY = 0;

    private static final int KEY_AT = Integer.BYTES + Long.BYTES + 1;

    private final CRC32C crc = new CRC32C();

    /** All that comes before the text. */
    private final byte[] head = new byte[KEY_AT + LogMessage.MAX_KEY_BYTES + Integer.BYTES];

    /** The checksum of the list that ends with {@code message}, where {@code previous} is that of the list before it. */
    public int after(int previous, LogMessage message) {
        int headBytes = writeHead(
                previous, message.id(), message.key().length(), message.text().length());
        message.key().copyTo(head, KEY_AT);
        return checksum(
                headBytes,
                message.text().array(),
                message.text().offset(),
                message.text().length());
    }

    /** As the other, of the record at the cursor; after {@link RecordCursor#head()}, and the text inside the limit. */
    public int after(int previous, RecordCursor record) {
        int headBytes = writeHead(previous, record.id(), record.keyLength(), record.textLength());
        System.arraycopy(record.source(), record.keyAt(), head, KEY_AT, record.keyLength());
        return checksum(headBytes, record.source(), record.textAt(), record.textLength());
    }

    /** Writes all but the key; returns how many bytes there are with it. */
    private int writeHead(int previous, long id, int keyLength, int textLength) {
        BigEndian.putInt(head, 0, previous);
        BigEndian.putInt(head, Integer.BYTES, (int) (id >>> Integer.SIZE));
        BigEndian.putInt(head, 2 * Integer.BYTES, (int) id);
        head[KEY_AT - 1] = (byte) keyLength;
        BigEndian.putInt(head, KEY_AT + keyLength, textLength);
        return KEY_AT + keyLength + Integer.BYTES;
    }

    private int checksum(int headBytes, byte[] textArray, int textAt, int textLength) {
        crc.reset();
        crc.update(head, 0, headBytes);
        crc.update(textArray, textAt, textLength);
        return (int) crc.getValue();
    }
}
