package replog.sim;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;

/** The bytes of a file: as the cache shows them, and as they are on the disk itself. */
final class SimInode {

    /** So many bytes are written to the disk as one. */
    static final int SECTOR_BYTES = 512;

    private byte[] cached = new byte[0];
    private byte[] durable = new byte[0];
    private int length;
    private int durableLength;
    private final BitSet dirty = new BitSet();

    int length() {
        return length;
    }

    /** Writes so many bytes of {@code source}. */
    void write(int at, ByteBuffer source, int count) {
        cached = withRoomFor(cached, at + count);
        source.get(cached, at, count);
        length = Math.max(length, at + count);
        if (count > 0) {
            dirty.set(at / SECTOR_BYTES, (at + count - 1) / SECTOR_BYTES + 1);
        }
    }

    /** Reads what fits into {@code target}; -1 at the end. */
    int read(int at, ByteBuffer target) {
        if (at >= length) {
            return -1;
        }
        int count = Math.min(target.remaining(), length - at);
        target.put(cached, at, count);
        return count;
    }

    void truncate(int newLength) {
        if (newLength < length) {
            Arrays.fill(cached, newLength, length, (byte) 0);
            length = newLength;
            dirty.clear(sectors(newLength), dirty.size());
        }
    }

    /** What the cache has is on the disk from now on, but for what {@link #dropDirty()} dropped. */
    void sync() {
        for (int sector = dirty.nextSetBit(0); sector >= 0; sector = dirty.nextSetBit(sector + 1)) {
            keep(sector, SECTOR_BYTES);
        }
        dirty.clear();
        setDurableLength(length);
    }

    /** A sync has failed: the cache goes on showing what was written, and believes that it is on the disk. */
    void dropDirty() {
        dirty.clear();
    }

    /** Power is lost: of each sector that was not synced the disk has all, nothing or a part; so it is with the length. */
    void losePower(Dice.Stream chance) {
        int mode = chance.below(3);
        for (int sector = dirty.nextSetBit(0); sector >= 0; sector = dirty.nextSetBit(sector + 1)) {
            int fate = mode < 2 ? mode : chance.below(3);
            if (fate > 0) {
                keep(sector, fate == 1 ? SECTOR_BYTES : chance.below(SECTOR_BYTES));
            }
        }
        dirty.clear();
        if (length != durableLength) {
            int fate = chance.below(3);
            int low = Math.min(length, durableLength);
            int between = (int) chance.between(low, Math.max(length, durableLength));
            setDurableLength(fate == 0 ? durableLength : fate == 1 ? length : between);
        }
        length = durableLength;
        cached = durable.clone();
    }

    /** A bit of the disk, and of the cache, turns over. */
    void flip(long bit) {
        int at = (int) (bit / Byte.SIZE);
        byte mask = (byte) (1 << bit % Byte.SIZE);
        cached[at] ^= mask;
        if (at < durableLength) {
            durable[at] ^= mask;
        }
    }

    private void keep(int sector, int bytes) {
        int from = sector * SECTOR_BYTES;
        int to = Math.min(from + bytes, length);
        if (to > from) {
            durable = withRoomFor(durable, to);
            System.arraycopy(cached, from, durable, from, to - from);
        }
    }

    private void setDurableLength(int newLength) {
        durable = withRoomFor(durable, newLength);
        if (newLength < durable.length) {
            Arrays.fill(durable, newLength, durable.length, (byte) 0);
        }
        durableLength = newLength;
    }

    private static int sectors(int bytes) {
        return (bytes + SECTOR_BYTES - 1) / SECTOR_BYTES;
    }

    private static byte[] withRoomFor(byte[] bytes, int count) {
        return count <= bytes.length ? bytes : Arrays.copyOf(bytes, Math.max(count, 2 * bytes.length));
    }
}
