package replog.proto.wire;

import java.nio.ByteBuffer;
import java.util.UUID;
import replog.proto.message.Bytes;
import replog.proto.message.Utf8;

/**
 * Reads the fields of one frame, strictly: no length is believed before it was held against what is left. Every method
 * throws {@link BadFrameException}, which names the field, where the bytes cannot be that field.
 */
final class FieldReader {

    private final ByteBuffer left;
    private final int maxTextBytes;

    /**
     * @param fields all of them; what is read shares these bytes, so they are never written to again
     * @param maxTextBytes the longest text that a message may have
     */
    FieldReader(byte[] fields, int maxTextBytes) {
        this.left = ByteBuffer.wrap(fields);
        this.maxTextBytes = maxTextBytes;
    }

    int unsigned8(String field) {
        return Byte.toUnsignedInt(need(Byte.BYTES, field).get());
    }

    int unsigned16(String field) {
        return Short.toUnsignedInt(need(Short.BYTES, field).getShort());
    }

    int peekUnsigned16(String field) {
        ByteBuffer next = need(Short.BYTES, field);
        return Short.toUnsignedInt(next.getShort(next.position()));
    }

    int int32(String field) {
        return need(Integer.BYTES, field).getInt();
    }

    long int64(String field) {
        return need(Long.BYTES, field).getLong();
    }

    /** 0 or more. */
    long position(String field) {
        long value = int64(field);
        require(value >= 0, field, value);
        return value;
    }

    int inRange(String field, int low, int high) {
        int value = int32(field);
        require(value >= low && value <= high, field, value);
        return value;
    }

    /** One byte, 0 or 1. */
    boolean flag(String field) {
        int value = unsigned8(field);
        require(value <= 1, field, value);
        return value == 1;
    }

    /** 1 to 65535. */
    int port(String field) {
        int value = unsigned16(field);
        require(value != 0, field, value);
        return value;
    }

    UUID uuid(String field) {
        return new UUID(int64(field), int64(field));
    }

    /** {@code length} bytes of any value. */
    Bytes bytes(String field, int length, int maxLength) {
        requireLength(field, length, maxLength);
        need(length, field);
        Bytes bytes = Bytes.of(left.array(), left.position(), length);
        left.position(left.position() + length);
        return bytes;
    }

    /** {@code length} bytes of well-formed UTF-8. */
    Bytes utf8(String field, int length, int maxLength) {
        Bytes bytes = bytes(field, length, maxLength);
        requireUtf8(field, bytes);
        return bytes;
    }

    /** {@code length} bytes that may be the text of a message. */
    Bytes text(int length) {
        return utf8("text", length, maxTextBytes);
    }

    /** Says that these, which were read already, are the text of a message. */
    void requireText(Bytes text) {
        requireLength("text", text.length(), maxTextBytes);
        requireUtf8("text", text);
    }

    int leftBytes() {
        return left.remaining();
    }

    /** Says that nothing more is expected. */
    void end() {
        if (left.hasRemaining()) {
            throw new BadFrameException(left.remaining() + " bytes left over");
        }
    }

    private ByteBuffer need(int bytes, String field) {
        if (left.remaining() < bytes) {
            throw new BadFrameException(field + " needs " + bytes + " bytes, " + left.remaining() + " are left");
        }
        return left;
    }

    private static void requireLength(String field, int length, int maxLength) {
        if (length < 0 || length > maxLength) {
            throw new BadFrameException(field + " of " + length + " bytes, at most " + maxLength + " are allowed");
        }
    }

    private static void requireUtf8(String field, Bytes bytes) {
        if (Utf8.firstFault(bytes).isPresent()) {
            throw new BadFrameException(field + " is not UTF-8");
        }
    }

    /** Says that a message has the id that comes next. */
    static void requireNext(long next, long id) {
        if (id != next) {
            throw new BadFrameException("message id is " + id + " where " + next + " comes next");
        }
    }

    static void require(boolean holds, String field, long value) {
        if (!holds) {
            throw new BadFrameException(field + " is " + value);
        }
    }
}
