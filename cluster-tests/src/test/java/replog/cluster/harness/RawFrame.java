package replog.cluster.harness;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** Frames that are wrong on purpose, put together byte by byte. */
public final class RawFrame {

    private static final int TYPE_AND_ID_BYTES = 1 + 8;
    private static final int CHECKSUM_BYTES = 4;

    private RawFrame() {}

    /** A frame of any type and fields, with a fitting length and checksum. */
    public static byte[] of(int type, long requestId, byte... fields) {
        byte[] checked = ByteBuffer.allocate(TYPE_AND_ID_BYTES + fields.length)
                .put((byte) type)
                .putLong(requestId)
                .put(fields)
                .array();
        CRC32C crc = new CRC32C();
        crc.update(checked);
        return ByteBuffer.allocate(4 + checked.length + CHECKSUM_BYTES)
                .putInt(checked.length + CHECKSUM_BYTES)
                .put(checked)
                .putInt((int) crc.getValue())
                .array();
    }

    /** The same frame with its last bit flipped: its checksum is wrong. */
    public static byte[] withWrongChecksum(byte[] frame) {
        byte[] wrong = frame.clone();
        wrong[wrong.length - 1] ^= 1;
        return wrong;
    }

    /** Just a length. */
    public static byte[] length(int length) {
        return ByteBuffer.allocate(4).putInt(length).array();
    }
}
