package replog.proto.message;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * Tells lists apart: CRC32C chained from message to message. That of an empty list is 0; that of a longer one is the
 * CRC32C of the one before (4 bytes), the id (8), the length of the key (1), the key, the length of the text (4) and the
 * text, numbers in big-endian order.
 */
public final class RunningChecksum {

    /** The checksum of the empty list. */
    public static final int EMPTY = 0;

    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private static final int KEY_AT = Integer.BYTES + Long.BYTES + 1;

    private final CRC32C crc = new CRC32C();

    /** All that comes before the text. */
    private final byte[] head = new byte[KEY_AT + LogMessage.MAX_KEY_BYTES + Integer.BYTES];

    /** The checksum of the list that ends with {@code message}, where {@code previous} is that of the list before it. */
    public int after(int previous, LogMessage message) {
        Bytes key = message.key();
        Bytes text = message.text();
        INTS.set(head, 0, previous);
        LONGS.set(head, Integer.BYTES, message.id());
        head[KEY_AT - 1] = (byte) key.length();
        key.copyTo(head, KEY_AT);
        INTS.set(head, KEY_AT + key.length(), text.length());
        crc.reset();
        crc.update(head, 0, KEY_AT + key.length() + Integer.BYTES);
        crc.update(text.array(), text.offset(), text.length());
        return (int) crc.getValue();
    }
}
