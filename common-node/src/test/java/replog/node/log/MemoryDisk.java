package replog.node.log;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** A disk in memory. It notes what it is asked to do, fails when a test says so, and does as little in one call as told. */
final class MemoryDisk implements Disk {

    private static final String NOTHING = "-";
    private static final long NOWHERE = -1;

    private final Map<String, Content> files = new TreeMap<>();
    private final List<String> calls = new ArrayList<>();
    private String failing = NOTHING;
    private int maxCallBytes = Integer.MAX_VALUE;
    private int openFiles;
    private long watchedPlace = NOWHERE;
    private int readsThere;
    private Runnable beforeRead = () -> {};

    /** What was asked of it so far, such as {@code sync NAME}, without looking and reading. */
    List<String> calls() {
        return calls;
    }

    /** How many files were opened or created and not closed. */
    int openFiles() {
        return openFiles;
    }

    /** From now on all calls that begin with this fail, such as {@code sync}, or {@code write NAME}. */
    void failOn(String beginning) {
        failing = beginning;
    }

    void failNoMore() {
        failing = NOTHING;
    }

    /** From now on a call reads or writes no more than so many bytes. */
    void shortCalls(int maxBytes) {
        maxCallBytes = maxBytes;
    }

    /** Runs {@code action} when something is read from this place on for the so manyth time, as if somebody else did it. */
    void beforeRead(int times, long at, Runnable action) {
        watchedPlace = at;
        readsThere = times;
        beforeRead = action;
    }

    byte[] content(String name) {
        return of(name).bytes.clone();
    }

    /** Has this in the file, whatever was there. */
    void put(String name, byte[] bytes) {
        files.computeIfAbsent(name, made -> new Content()).bytes = bytes.clone();
    }

    /** Changes all bits of one byte. */
    void flip(String name, int at) {
        of(name).bytes[at] ^= (byte) 0xff;
    }

    /** Cuts the file to so many bytes. */
    void cut(String name, int length) {
        put(name, Arrays.copyOf(content(name), length));
    }

    /** The same files on another disk. */
    MemoryDisk copy() {
        MemoryDisk copy = new MemoryDisk();
        files.forEach((name, content) -> copy.put(name, content.bytes));
        return copy;
    }

    @Override
    public List<String> names() {
        return List.copyOf(files.keySet());
    }

    @Override
    public DiskFile open(String name) throws DiskException {
        return new MemoryFile(name, of(name));
    }

    @Override
    public DiskFile create(String name) throws DiskException {
        note("create " + name);
        put(name, new byte[0]);
        return new MemoryFile(name, of(name));
    }

    @Override
    public void rename(String from, String to) throws DiskException {
        note("rename " + from + " " + to);
        files.put(to, of(from));
        files.remove(from);
    }

    @Override
    public void delete(String name) throws DiskException {
        note("delete " + name);
        files.remove(name);
    }

    @Override
    public void syncNames() throws DiskException {
        note("syncNames");
    }

    private Content of(String name) {
        return Objects.requireNonNull(files.get(name), name);
    }

    private void note(String call) throws DiskException {
        calls.add(call);
        failIfTold(call);
    }

    private void failIfTold(String call) throws DiskException {
        if (call.startsWith(failing)) {
            throw new DiskException("cannot " + call + ": as the test wants it");
        }
    }

    private static final class Content {
        private byte[] bytes = new byte[0];
    }

    private final class MemoryFile implements DiskFile {

        private final String name;
        private final Content content;
        private boolean closed;

        MemoryFile(String name, Content content) {
            this.name = name;
            this.content = content;
            openFiles++;
        }

        @Override
        public long length() {
            return content.bytes.length;
        }

        @Override
        public int write(long at, ByteBuffer source) throws DiskException {
            int bytes = Math.min(source.remaining(), maxCallBytes);
            note("write " + name + " " + at + " " + bytes);
            int end = (int) at + bytes;
            if (end > content.bytes.length) {
                content.bytes = Arrays.copyOf(content.bytes, end);
            }
            source.get(content.bytes, (int) at, bytes);
            return bytes;
        }

        @Override
        public int read(long at, ByteBuffer target) throws DiskException {
            failIfTold("read " + name);
            if (at == watchedPlace && --readsThere == 0) {
                beforeRead.run();
            }
            if (at >= content.bytes.length) {
                return -1;
            }
            int bytes = (int) Math.min(Math.min(target.remaining(), maxCallBytes), content.bytes.length - at);
            target.put(content.bytes, (int) at, bytes);
            return bytes;
        }

        @Override
        public void sync() throws DiskException {
            note("sync " + name);
        }

        @Override
        public void truncate(long length) throws DiskException {
            note("truncate " + name + " " + length);
            if (length < content.bytes.length) {
                content.bytes = Arrays.copyOf(content.bytes, (int) length);
            }
        }

        @Override
        public void close() {
            openFiles -= closed ? 0 : 1;
            closed = true;
        }
    }
}
