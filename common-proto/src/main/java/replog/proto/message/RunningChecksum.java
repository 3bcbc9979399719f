package replog.proto.message;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * Tells lists apart: CRC32C chained from message to message. That of an empty list is 0; that of a longer one is the
 * CRC32C of the one before (4 bytes), the id (8), the length of the key (1), the key, the length of the text (4) and the
 * text, numbers in big-endian order.
 */
public final class RunningChecksum {

    /** The checksum of the empty list. */
    public static final int EMPTY = 0;

    private final CRC32C crc = new CRC32C();
    private final byte[] head = new byte[Integer.BYTES + Long.BYTES + 1];
    private final byte[] textLength = new byte[Integer.BYTES];

    /** The checksum of the list that ends with {@code message}, where {@code previous} is that of the list before it. */
    public int after(int previous, LogMessage message) {
        Bytes key = message.key();
        Bytes text = message.text();
        ByteBuffer.wrap(head).putInt(previous).putLong(message.id()).put((byte) key.length());
        ByteBuffer.wrap(textLength).putInt(text.length());
        crc.reset();
        crc.update(head);
        crc.update(key.array(), key.offset(), key.length());
        crc.update(textLength);
        crc.update(text.array(), text.offset(), text.length());
        return (int) crc.getValue();
    }
}
