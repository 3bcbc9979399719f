package replog.node.log;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Where some of a segment's records begin, one in every {@value #INTERVAL_BYTES} bytes or so, and the running checksum
 * before each: from there a record is found with a short read. As a file, for a segment that is complete: the magic number
 * (4 bytes), the version (2), where the records end (offset 8, id 8, running checksum 4), the number of entries (4), each
 * entry (id less the segment's first 4, offset 4, checksum 4), and the CRC32C of all that (4). It only saves time: where it
 * is missing or wrong it is made again.
 */
final class SparseIndex {

    static final int INTERVAL_BYTES = 16 << 10;

    private static final int MAGIC = 0x52504c49;
    private static final short VERSION = 1;
    private static final int HEAD_BYTES = 4 + 2 + 8 + 8 + 4 + 4;
    private static final int ENTRY_BYTES = 4 + 4 + 4;

    private final long firstId;
    private int[] ids = new int[16];
    private int[] offsets = new int[16];
    private int[] checksums = new int[16];
    private int count;

    SparseIndex(Segment segment) {
        this.firstId = segment.firstId();
    }

    /** Notes where the next record begins, unless that is close to the last that was noted. */
    void offer(long id, long offset, int previous) {
        if (count == 0 || offset - offsets[count - 1] >= INTERVAL_BYTES) {
            add((int) (id - firstId), (int) offset, previous);
        }
    }

    /** The last noted record with no greater id than this: it begins where this end says that the ones before it end. */
    SegmentEnd before(long id) {
        int place = Arrays.binarySearch(ids, 0, count, (int) (id - firstId));
        int entry = place >= 0 ? place : -place - 2;
        return new SegmentEnd(offsets[entry], firstId + ids[entry], checksums[entry]);
    }

    /** The whole index of a segment whose records end at {@code end}, as a file. */
    ByteBuffer toFile(SegmentEnd end) {
        ByteBuffer file = ByteBuffer.allocate(HEAD_BYTES + count * ENTRY_BYTES + Integer.BYTES)
                .putInt(MAGIC)
                .putShort(VERSION)
                .putLong(end.offset())
                .putLong(end.endId())
                .putInt(end.checksum())
                .putInt(count);
        for (int i = 0; i < count; i++) {
            file.putInt(ids[i]).putInt(offsets[i]).putInt(checksums[i]);
        }
        return file.putInt(crc(file)).flip();
    }

    /** A file's index, with the end that it was written for; none where the file is no such index. */
    static Optional<Loaded> ofFile(Segment segment, ByteBuffer file) {
        int size = file.remaining();
        if (size < HEAD_BYTES + Integer.BYTES || (size - HEAD_BYTES - Integer.BYTES) % ENTRY_BYTES != 0) {
            return Optional.empty();
        }
        file.position(size - Integer.BYTES);
        int crc = crc(file);
        boolean sound = file.getInt() == crc && file.getInt(0) == MAGIC && file.getShort(Integer.BYTES) == VERSION;
        int count = file.getInt(HEAD_BYTES - Integer.BYTES);
        if (!sound || count != (size - HEAD_BYTES - Integer.BYTES) / ENTRY_BYTES || count == 0) {
            return Optional.empty();
        }
        file.position(Integer.BYTES + Short.BYTES);
        SegmentEnd end = new SegmentEnd(file.getLong(), file.getLong(), file.getInt());
        file.position(HEAD_BYTES);
        SparseIndex index = new SparseIndex(segment);
        for (int i = 0; i < count; i++) {
            index.add(file.getInt(), file.getInt(), file.getInt());
        }
        return Optional.of(new Loaded(index, end));
    }

    record Loaded(SparseIndex index, SegmentEnd end) {}

    private void add(int id, int offset, int checksum) {
        if (count == ids.length) {
            ids = Arrays.copyOf(ids, 2 * count);
            offsets = Arrays.copyOf(offsets, 2 * count);
            checksums = Arrays.copyOf(checksums, 2 * count);
        }
        ids[count] = id;
        offsets[count] = offset;
        checksums[count] = checksum;
        count++;
    }

    /** Of all before the position. */
    private static int crc(ByteBuffer file) {
        CRC32C crc = new CRC32C();
        crc.update(file.duplicate().flip());
        return (int) crc.getValue();
    }
}
