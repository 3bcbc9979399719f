package replog.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** How long the disk takes to sync what a node writes: records behind others, over zeros that are there already. */
final class SyncTime {

    private static final int WRITE_BYTES = 4 << 10;
    /** How many syncs are timed. */
    static final int SYNCS = 201;

    private static final double NANOS_PER_MILLI = 1e6;

    private SyncTime() {}

    /** The median for 4 KiB, in milliseconds, in a file that is made in this folder. */
    static double millis(Path folder) throws IOException {
        List<Double> millis = new ArrayList<>();
        try (FileChannel file =
                FileChannel.open(folder.resolve("syncs"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.allocate(SYNCS * WRITE_BYTES), 0);
            file.force(false);
            for (int i = 0; i < SYNCS; i++) {
                file.write(ByteBuffer.allocate(WRITE_BYTES), (long) i * WRITE_BYTES);
                long startNanos = System.nanoTime();
                file.force(false);
                millis.add((System.nanoTime() - startNanos) / NANOS_PER_MILLI);
            }
        }
        return Medians.of(millis);
    }
}
