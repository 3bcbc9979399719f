package replog.bench.parts;

import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import replog.node.log.InMemoryLog;
import replog.proto.message.Bytes;
import replog.proto.message.LogId;
import replog.proto.message.LogMessage;
import replog.proto.message.Records;
import replog.proto.message.RunningChecksum;

/** What the list does with a message of 100 bytes. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class LogParts {

    /** Then the list begins anew, so that memory is not what is measured. */
    private static final int MAX_MESSAGES = 1_000_000;

    private static final int PAGE = 1000;

    private final Bytes text = Bytes.utf8("m".repeat(100));
    private final LogMessage message = new LogMessage(MAX_MESSAGES, Bytes.EMPTY, text);
    private final RunningChecksum checksum = new RunningChecksum();
    private final InMemoryLog toRead = filled();
    private InMemoryLog log = empty();
    private long readFrom;

    @Benchmark
    public int runningChecksum() {
        return checksum.after(42, message);
    }

    @Benchmark
    public long append() {
        if (log.end() == MAX_MESSAGES) {
            log = empty();
        }
        log.append(new LogMessage(log.end(), Bytes.EMPTY, text));
        return log.end();
    }

    /** As for a late secondary, or a reader of the whole list. */
    @Benchmark
    public long readThousand() {
        readFrom = (readFrom + PAGE) % MAX_MESSAGES;
        long read = readFrom;
        long bytes = 0;
        while (read < readFrom + PAGE) {
            Records page = toRead.read(read, (int) (readFrom + PAGE - read), Long.MAX_VALUE);
            bytes += page.bytes().length();
            read = page.endId();
        }
        return bytes;
    }

    private InMemoryLog filled() {
        InMemoryLog filled = empty();
        for (int i = 0; i < MAX_MESSAGES; i++) {
            filled.append(new LogMessage(i, Bytes.EMPTY, text));
        }
        return filled;
    }

    private static InMemoryLog empty() {
        InMemoryLog empty = new InMemoryLog();
        empty.adopt(new LogId(new UUID(1, 1)));
        return empty;
    }
}
