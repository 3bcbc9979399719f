package replog.node.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import replog.node.log.DiskException;
import replog.node.log.DiskFile;

/** A file of the operating system. */
final class OsFile implements DiskFile {

    /** So much is written or read in one call: each thread keeps a buffer outside the heap that is as long as its longest. */
    private static final int MAX_CALL_BYTES = 256 << 10;

    private final String name;
    private final FileChannel channel;

    OsFile(String name, FileChannel channel) {
        this.name = name;
        this.channel = channel;
    }

    @Override
    public long length() throws DiskException {
        return call("look at", () -> channel.size());
    }

    @Override
    public int write(long at, ByteBuffer source) throws DiskException {
        return call("write", () -> part(source, () -> channel.write(source, at)));
    }

    @Override
    public int read(long at, ByteBuffer target) throws DiskException {
        return call("read", () -> part(target, () -> channel.read(target, at)));
    }

    @Override
    public void sync() throws DiskException {
        call("sync", () -> {
            channel.force(false);
            return true;
        });
    }

    @Override
    public void truncate(long length) throws DiskException {
        call("cut", () -> channel.truncate(length));
    }

    @Override
    public void close() throws DiskException {
        call("close", () -> {
            channel.close();
            return true;
        });
    }

    private interface Call<T> {
        T run() throws IOException;
    }

    /** Runs {@code transfer} with a buffer that shows no more than its first {@link #MAX_CALL_BYTES}. */
    private static int part(ByteBuffer buffer, Call<Integer> transfer) throws IOException {
        int limit = buffer.limit();
        buffer.limit(Math.min(limit, buffer.position() + MAX_CALL_BYTES));
        try {
            return transfer.run();
        } finally {
            buffer.limit(limit);
        }
    }

    private <T> T call(String what, Call<T> call) throws DiskException {
        try {
            return call.run();
        } catch (IOException e) {
            throw DataDirectory.failure(what + " " + name, e);
        }
    }
}
