package replog.node.log;

import replog.proto.message.Bytes;
import replog.proto.message.LogMessage;

/**
 * How a message lies in a log, written above read.
 *
 * <pre>
 * checksum     4 bytes, big-endian: the running checksum of the list up to and with this message
 * id           varint
 * key length   1 byte, 0 to 64
 * key
 * text length  varint
 * text         UTF-8
 * </pre>
 *
 * A varint is an unsigned number in groups of 7 bits, the lowest first, the high bit set in all bytes but the last.
 */
final class RecordFormat {

    private static final int CHECKSUM_BYTES = 4;
    private static final int KEY_LENGTH_BYTES = 1;

    private RecordFormat() {}

    /** How many bytes {@code message} takes. */
    static int sizeOf(LogMessage message) {
        int textLength = message.text().length();
        return CHECKSUM_BYTES
                + sizeOfVarint(message.id())
                + KEY_LENGTH_BYTES
                + message.key().length()
                + sizeOfVarint(textLength)
                + textLength;
    }

    /** Writes {@code message} to {@code target} from {@code at} on, where {@link #sizeOf} bytes are free. */
    static void write(byte[] target, int at, LogMessage message, int checksum) {
        for (int i = 0; i < CHECKSUM_BYTES; i++) {
            target[at + i] = (byte) (checksum >>> (8 * (CHECKSUM_BYTES - 1 - i)));
        }
        int end = writeVarint(target, at + CHECKSUM_BYTES, message.id());
        target[end++] = (byte) message.key().length();
        message.key().copyTo(target, end);
        end = writeVarint(target, end + message.key().length(), message.text().length());
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

    /** Reads records one after another, without copying what they hold. */
    static final class Cursor {

        private final byte[] source;
        private int start;
        private int at;

        /** Reads from {@code source}, the first record at {@code start}. */
        Cursor(byte[] source, int start) {
            this.source = source;
            this.start = start;
        }

        /** Moves on to the next record without making anything of this one. */
        void skip() {
            at = start + CHECKSUM_BYTES;
            readVarint();
            at += KEY_LENGTH_BYTES + source[at];
            int textLength = (int) readVarint();
            start = at + textLength;
        }

        /** The message of this record, as views of the source; moves on to the next record. */
        LogMessage next() {
            at = start + CHECKSUM_BYTES;
            long id = readVarint();
            Bytes key = bytes(source[at++]);
            Bytes text = bytes((int) readVarint());
            start = at;
            return new LogMessage(id, key, text);
        }

        /** The running checksum of the list up to and with this record. */
        int checksum() {
            int checksum = 0;
            for (int i = 0; i < CHECKSUM_BYTES; i++) {
                checksum = (checksum << 8) | (source[start + i] & 0xff);
            }
            return checksum;
        }

        private Bytes bytes(int length) {
            Bytes view = length == 0 ? Bytes.EMPTY : Bytes.of(source, at, length);
            at += length;
            return view;
        }

        private long readVarint() {
            long value = 0;
            int shift = 0;
            byte group;
            do {
                group = source[at++];
                value |= (group & 0x7fL) << shift;
                shift += 7;
            } while (group < 0);
            return value;
        }
    }
}
