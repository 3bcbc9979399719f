package replog.node.log;

import java.nio.ByteBuffer;

/** One open file of a {@link Disk}. It may be read by one thread while another writes to its end. */
public interface DiskFile extends AutoCloseable {

    /** Its length, in bytes. */
    long length() throws DiskException;

    /**
     * Writes bytes of {@code source}, from {@code at} on, and moves its position behind them.
     *
     * @return how many; at least one, perhaps not all
     */
    int write(long at, ByteBuffer source) throws DiskException;

    /**
     * Reads bytes into {@code target}, from {@code at} on, and moves its position behind them.
     *
     * @return how many; perhaps fewer than fit, -1 at the end of the file
     */
    int read(long at, ByteBuffer target) throws DiskException;

    /** Makes all that was written survive a loss of power. After a failure nobody knows what does. */
    void sync() throws DiskException;

    /** Cuts the file to {@code length} bytes. */
    void truncate(long length) throws DiskException;

    /** Without syncing. */
    @Override
    void close() throws DiskException;

    /** Writes all of {@code source}, however often that takes. */
    default void writeFully(long at, ByteBuffer source) throws DiskException {
        long next = at;
        while (source.hasRemaining()) {
            next += write(next, source);
        }
    }

    /** Fills {@code target}, or as much of it as there is up to the end of the file. */
    default void readFully(long at, ByteBuffer target) throws DiskException {
        long next = at;
        while (target.hasRemaining()) {
            int read = read(next, target);
            if (read < 0) {
                return;
            }
            next += read;
        }
    }
}
