package replog.node.log;

import replog.proto.message.Bytes;
import replog.proto.message.LogMessage;
import replog.proto.message.Protocol;

/**
 * How a message lies in a log, in memory as on disk; written above read.
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
final class RecordFormat {

    /** The most bytes that a record takes besides its text. */
    static final int MAX_HEAD_BYTES = 4 + 10 + 1 + 4 + LogMessage.MAX_KEY_BYTES + 5;

    private static final int CHECKSUM_BYTES = 4;
    private static final int KEY_LENGTH_BYTES = 1;
    private static final int ANCHOR = 0x80;

    private RecordFormat() {}

    /** How many bytes {@code message} takes. */
    static int sizeOf(LogMessage message, boolean anchor) {
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
    static void write(byte[] target, int at, LogMessage message, int checksum) {
        writeInt(target, at, checksum);
        int end = writeVarint(target, at + CHECKSUM_BYTES, message.id());
        target[end++] = (byte) message.key().length();
        writeKeyAndText(target, end, message);
    }

    /** Writes {@code message} as an anchor. */
    static void writeAnchor(byte[] target, int at, LogMessage message, int previous, int checksum) {
        writeInt(target, at, checksum);
        int end = writeVarint(target, at + CHECKSUM_BYTES, message.id());
        target[end++] = (byte) (message.key().length() | ANCHOR);
        writeInt(target, end, previous);
        writeKeyAndText(target, end + CHECKSUM_BYTES, message);
    }

    private static void writeKeyAndText(byte[] target, int at, LogMessage message) {
        message.key().copyTo(target, at);
        int end =
                writeVarint(target, at + message.key().length(), message.text().length());
        message.text().copyTo(target, end);
    }

    private static void writeInt(byte[] target, int at, int value) {
        for (int i = 0; i < CHECKSUM_BYTES; i++) {
            target[at + i] = (byte) (value >>> (8 * (CHECKSUM_BYTES - 1 - i)));
        }
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

    /**
     * Reads records one after another, without copying what they hold. It never reads beyond {@code limit}: what does not
     * fit in there, or has lengths that no record has, is {@link #head() no record}.
     */
    static final class Cursor {

        private final byte[] source;
        private final int limit;
        private int start;
        private int at;
        private boolean whole;

        private long id;
        private int previous;
        private boolean anchor;
        private int keyAt;
        private int keyLength;
        private long textLength;

        /** Reads from {@code source}, the first record at {@code start}, up to {@code limit}. */
        Cursor(byte[] source, int start, int limit) {
            this.source = source;
            this.start = start;
            this.limit = limit;
        }

        /**
         * Reads all of the record here but its text.
         *
         * @return whether that is inside the limit and may be the beginning of a record
         */
        boolean head() {
            whole = start <= limit - CHECKSUM_BYTES;
            at = start + CHECKSUM_BYTES;
            id = readVarint();
            int lengthAndAnchor = readByte();
            anchor = (lengthAndAnchor & ANCHOR) != 0;
            keyLength = lengthAndAnchor & ~ANCHOR;
            if (anchor && whole && at <= limit - CHECKSUM_BYTES) {
                previous = readInt(at);
            }
            at += anchor ? CHECKSUM_BYTES : 0;
            keyAt = at;
            at += keyLength;
            textLength = readVarint();
            return whole
                    && at <= limit
                    && id >= 0
                    && keyLength <= LogMessage.MAX_KEY_BYTES
                    && textLength >= 0
                    && textLength <= Protocol.MAX_MESSAGE_BYTES_LIMIT;
        }

        /** How long this record is, in bytes, its text included; after {@link #head()}. */
        int size() {
            return at - start + (int) textLength;
        }

        /** Whether all of this record is inside the limit; after {@link #head()}. */
        boolean isWhole() {
            return size() <= limit - start;
        }

        /** The id of this record; after {@link #head()}. */
        long id() {
            return id;
        }

        /** Whether this record is an anchor; after {@link #head()}. */
        boolean isAnchor() {
            return anchor;
        }

        /** In an anchor, the running checksum of the list before it; after {@link #head()}. */
        int previous() {
            return previous;
        }

        /** Where this record begins. */
        int start() {
            return start;
        }

        /** The message of this record, as views of the source; after {@link #head()}, and the text inside the limit. */
        LogMessage message() {
            return new LogMessage(id, bytes(keyAt, keyLength), bytes(at, (int) textLength));
        }

        /** Goes to another place, whatever is there. */
        void moveTo(int place) {
            start = place;
        }

        /** Moves on to the next record; after {@link #head()}. */
        void skip() {
            start += size();
        }

        /** The running checksum of the list up to and with this record. */
        int checksum() {
            return readInt(start);
        }

        private int readInt(int from) {
            int value = 0;
            for (int i = 0; i < CHECKSUM_BYTES; i++) {
                value = (value << 8) | (source[from + i] & 0xff);
            }
            return value;
        }

        private Bytes bytes(int from, int length) {
            return length == 0 ? Bytes.EMPTY : Bytes.of(source, from, length);
        }

        private long readVarint() {
            long value = 0;
            int group = 0x80;
            for (int shift = 0; shift < Long.SIZE && (group & 0x80) != 0; shift += 7) {
                group = readByte();
                value |= (group & 0x7fL) << shift;
            }
            whole &= (group & 0x80) == 0;
            return value;
        }

        private int readByte() {
            whole &= at < limit;
            return whole ? source[at++] & 0xff : 0;
        }
    }
}
