package replog.proto.message;

/**
 * Reads records one after another, without copying what they hold. It never reads beyond {@code limit}: what does not
 * fit in there, or has lengths that no record has, is {@link #head() no record}.
 */
public final class RecordCursor {

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
    public RecordCursor(byte[] source, int start, int limit) {
        this.source = source;
        this.start = start;
        this.limit = limit;
    }

    /**
     * Reads all of the record here but its text.
     *
     * @return whether that is inside the limit and may be the beginning of a record
     */
    public boolean head() {
        whole = start <= limit - RecordFormat.CHECKSUM_BYTES;
        at = start + RecordFormat.CHECKSUM_BYTES;
        id = readVarint();
        whole &= at < limit;
        int lengthAndAnchor = whole ? source[at++] & 0xff : 0;
        anchor = (lengthAndAnchor & RecordFormat.ANCHOR) != 0;
        keyLength = lengthAndAnchor & ~RecordFormat.ANCHOR;
        if (anchor && at <= limit - RecordFormat.CHECKSUM_BYTES) {
            previous = BigEndian.getInt(source, at);
        }
        at += anchor ? RecordFormat.CHECKSUM_BYTES : 0;
        keyAt = at;
        at += keyLength;
        textLength = readVarint();
        return whole
                && id >= 0
                && keyLength <= LogMessage.MAX_KEY_BYTES
                && textLength >= 0
                && textLength <= Protocol.MAX_MESSAGE_BYTES_LIMIT;
    }

    /** How long this record is, in bytes, its text included; after {@link #head()}. */
    public int size() {
        return at - start + (int) textLength;
    }

    /** Whether all of this record is inside the limit; after {@link #head()}. */
    public boolean isWhole() {
        return size() <= limit - start;
    }

    /** The id of this record; after {@link #head()}. */
    public long id() {
        return id;
    }

    /** Whether this record is an anchor; after {@link #head()}. */
    public boolean isAnchor() {
        return anchor;
    }

    /** In an anchor, the running checksum of the list before it; after {@link #head()}. */
    public int previous() {
        return previous;
    }

    /** Where this record begins. */
    public int start() {
        return start;
    }

    /** The text of this record, as a view of the source; after {@link #head()}, and inside the limit. */
    public Bytes text() {
        return bytes(at, (int) textLength);
    }

    /** The message of this record, as views of the source; after {@link #head()}, and the text inside the limit. */
    public LogMessage message() {
        return new LogMessage(id, bytes(keyAt, keyLength), text());
    }

    /** What lies before this place, from {@code from} on, as a view of the source. */
    public Bytes before(int from) {
        return bytes(from, start - from);
    }

    /** What is read; not to be changed. */
    public byte[] source() {
        return source;
    }

    int keyAt() {
        return keyAt;
    }

    int keyLength() {
        return keyLength;
    }

    /** Where in the source the text of this record begins; after {@link #head()}. */
    public int textAt() {
        return at;
    }

    /** How long the text of this record is, in bytes; after {@link #head()}. */
    public int textLength() {
        return (int) textLength;
    }

    /** Copies the whole record to {@code target}, from {@code place} on; after {@link #head()}. */
    public void copyTo(byte[] target, int place) {
        System.arraycopy(source, start, target, place, size());
    }

    /** Goes to another place, whatever is there. */
    public void moveTo(int place) {
        start = place;
    }

    /** Moves on to the next record; after {@link #head()}. */
    public void skip() {
        start += size();
    }

    /**
     * Whether this record says of the list what is true of it; after {@link #head()}, and the text inside the limit.
     *
     * @param before the running checksum of the list before this record
     * @param running computes the one with it
     */
    public boolean follows(int before, RunningChecksum running) {
        return running.after(before, this) == checksum() && (!anchor || previous == before);
    }

    /** The running checksum of the list up to and with this record. */
    public int checksum() {
        return BigEndian.getInt(source, start);
    }

    private Bytes bytes(int from, int length) {
        return length == 0 ? Bytes.EMPTY : Bytes.of(source, from, length);
    }

    /** Where it does not end inside the limit, or is too long, this is no whole record. */
    private long readVarint() {
        long value = 0;
        int next = at;
        for (int shift = 0; shift < Long.SIZE && next < limit; shift += 7) {
            byte group = source[next++];
            value |= (group & 0x7fL) << shift;
            if (group >= 0) {
                at = next;
                return value;
            }
        }
        whole = false;
        return 0;
    }
}
