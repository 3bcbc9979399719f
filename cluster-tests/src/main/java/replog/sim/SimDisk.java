package replog.sim;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import replog.node.log.Disk;
import replog.node.log.DiskException;
import replog.node.log.DiskFile;

/**
 * A disk with its cache, which outlives the processes that use it. Bytes are safe once their file is synced, names once the
 * directory is; what else survives a loss of power is chance. A sync that fails drops what it was to write, and the next one
 * says that all is well, as real kernels do.
 */
final class SimDisk implements Disk {

    /** What is told where a segment is begun behind another one. */
    static final String NEW_SEGMENT = "new segment";

    private static final int SHORT_WRITE_PERCENT = 10;

    private final Dice.Stream chance;
    private final Consumer<String> tell;
    private final Map<String, SimInode> names = new TreeMap<>();
    private final Map<String, SimInode> durableNames = new TreeMap<>();
    private final List<Consumer<Map<String, SimInode>>> unsyncedNames = new ArrayList<>();
    private long operations;
    private long crashAt = Long.MAX_VALUE;
    private long freeBytes = Long.MAX_VALUE;
    private long syncsToFailure = Long.MAX_VALUE;

    /** @param tell gets a line about each segment that is begun behind another one */
    SimDisk(Dice.Stream chance, Consumer<String> tell) {
        this.chance = chance;
        this.tell = tell;
    }

    /** How often something was to be changed, or made safe. */
    long operations() {
        return operations;
    }

    /** After so many further operations the process that asks for one ends instead, by a {@link SimCrash}. */
    void crashAfter(long furtherOperations) {
        crashAt = operations + furtherOperations;
    }

    /** The process has ended, and the cache lives on. */
    void processEnded() {
        crashAt = Long.MAX_VALUE;
    }

    /** Power is lost, and with it the cache. */
    void losePower() {
        processEnded();
        int mode = chance.below(3);
        for (Consumer<Map<String, SimInode>> change : unsyncedNames) {
            if (mode == 0 || (mode == 1 && chance.percent(50))) {
                change.accept(durableNames);
            }
        }
        unsyncedNames.clear();
        names.clear();
        names.putAll(durableNames);
        names.values().forEach(inode -> inode.losePower(chance));
    }

    /** After so many further syncs, of files or of the directory, one fails. */
    void failSyncAfter(long furtherSyncs) {
        syncsToFailure = furtherSyncs;
    }

    /** There is room for so many bytes more. */
    void fill(long bytes) {
        freeBytes = bytes;
    }

    /** The disk works, and has room. */
    void mend() {
        syncsToFailure = Long.MAX_VALUE;
        freeBytes = Long.MAX_VALUE;
    }

    /** Turns a bit over in a segment or an index; false where there is none. */
    boolean flipBit() {
        List<SimInode> files = names.entrySet().stream()
                .filter(entry ->
                        !entry.getKey().startsWith("node") && entry.getValue().length() > 0)
                .map(Map.Entry::getValue)
                .toList();
        if (files.isEmpty()) {
            return false;
        }
        SimInode file = files.get(chance.below(files.size()));
        file.flip(chance.between(0, (long) Byte.SIZE * file.length() - 1));
        return true;
    }

    /** The bytes of a file, as they are read. */
    SimInode inode(String name) throws DiskException {
        SimInode inode = names.get(name);
        if (inode == null) {
            throw new DiskException("cannot open " + name + ": no such file");
        }
        return inode;
    }

    @Override
    public List<String> names() {
        return List.copyOf(names.keySet());
    }

    @Override
    public DiskFile open(String name) throws DiskException {
        return new SimDiskFile(this, name, inode(name));
    }

    @Override
    public DiskFile create(String name) {
        count();
        SimInode known = names.get(name);
        if (known != null) {
            known.truncate(0);
            return new SimDiskFile(this, name, known);
        }
        if (name.endsWith(".log") && names.keySet().stream().anyMatch(other -> other.endsWith(".log"))) {
            tell.accept(NEW_SEGMENT);
        }
        SimInode made = new SimInode();
        change(all -> all.put(name, made));
        return new SimDiskFile(this, name, made);
    }

    @Override
    public void rename(String from, String to) throws DiskException {
        count();
        inode(from);
        change(all -> {
            SimInode moved = all.remove(from);
            if (moved != null) {
                all.put(to, moved);
            }
        });
    }

    @Override
    public void delete(String name) throws DiskException {
        count();
        inode(name);
        change(all -> all.remove(name));
    }

    @Override
    public void syncNames() throws DiskException {
        count();
        failIfDue("the directory");
        durableNames.clear();
        durableNames.putAll(names);
        unsyncedNames.clear();
    }

    int write(String name, SimInode inode, int at, ByteBuffer source) throws DiskException {
        int wanted = source.remaining();
        int part = wanted > 1 && chance.percent(SHORT_WRITE_PERCENT) ? (int) chance.between(1, wanted) : wanted;
        if (operations >= crashAt) {
            inode.write(at, source, chance.below(part + 1));
        }
        count();
        int grows = Math.max(0, at + part - inode.length());
        if (grows > freeBytes) {
            inode.write(at, source, Math.max(0, part - grows) + (int) freeBytes);
            freeBytes = 0;
            throw new DiskException("cannot write " + name + ": no space left on device");
        }
        freeBytes -= freeBytes == Long.MAX_VALUE ? 0 : grows;
        inode.write(at, source, part);
        return part;
    }

    void sync(String name, SimInode inode) throws DiskException {
        count();
        try {
            failIfDue(name);
        } catch (DiskException e) {
            inode.dropDirty();
            throw e;
        }
        inode.sync();
    }

    void truncate(SimInode inode, int length) {
        count();
        inode.truncate(length);
    }

    private void change(Consumer<Map<String, SimInode>> change) {
        change.accept(names);
        unsyncedNames.add(change);
    }

    private void failIfDue(String what) throws DiskException {
        if (syncsToFailure-- == 0) {
            syncsToFailure = Long.MAX_VALUE;
            throw new DiskException("cannot sync " + what + ": input/output error");
        }
    }

    /** Once a process is to end it gets nothing more done. */
    private void count() {
        if (operations >= crashAt) {
            throw new SimCrash();
        }
        operations++;
    }
}
