package replog.node.log;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.function.Consumer;
import replog.proto.message.LogId;
import replog.proto.message.LogMessage;
import replog.proto.message.Records;

/** A log whose disk does nothing before the test says so: what is appended is held from {@link #sync} on. */
public final class SlowLog implements MessageLog {

    private final InMemoryLog appended;
    private final Queue<Runnable> reads = new ArrayDeque<>();
    private long firstGap;
    private boolean full;
    private int room = Integer.MAX_VALUE;
    private boolean readsSlowly;
    private long firstOfTail = Long.MAX_VALUE;
    private Optional<String> failure = Optional.empty();
    private Runnable onProgress = () -> {};

    /** @param appended gets all that is appended, held or not */
    public SlowLog(InMemoryLog appended) {
        this.appended = appended;
        this.firstGap = appended.firstGap();
    }

    /** All that was appended is held. */
    public void sync() {
        firstGap = appended.end();
        onProgress.run();
    }

    /** The disk fails. */
    public void fails(String reason) {
        failure = Optional.of(reason);
        onProgress.run();
    }

    /** Whether as much waits as may. */
    public void full(boolean isFull) {
        full = isFull;
    }

    /** So many messages may still be appended before as much waits as may. */
    public void roomFor(int messages) {
        room = messages;
    }

    /** From now on reads end only when {@link #endReads} is called. */
    public void readsSlowly() {
        readsSlowly = true;
    }

    /** From this message on the list is in memory as well. */
    public void tailFrom(long id) {
        firstOfTail = id;
    }

    /** Ends the reads that are under way. */
    public void endReads() {
        for (int i = reads.size(); i > 0; i--) {
            reads.remove().run();
        }
    }

    /** How many reads are under way. */
    public int readsUnderWay() {
        return reads.size();
    }

    @Override
    public Optional<LogId> id() {
        return appended.id();
    }

    @Override
    public void adopt(LogId id) {
        appended.adopt(id);
    }

    @Override
    public boolean hasCaughtUp() {
        return appended.hasCaughtUp();
    }

    @Override
    public void caughtUp() {
        appended.caughtUp();
    }

    @Override
    public long firstGap() {
        return firstGap;
    }

    @Override
    public long end() {
        return appended.end();
    }

    @Override
    public int checksum() {
        return appended.checksum(firstGap);
    }

    @Override
    public boolean holdsAtOnce() {
        return false;
    }

    @Override
    public boolean hasRoom() {
        return !full && room > 0 && failure.isEmpty();
    }

    @Override
    public Optional<String> failure() {
        return failure;
    }

    @Override
    public void onProgress(Runnable action) {
        onProgress = action;
    }

    @Override
    public long syncs() {
        return 0;
    }

    @Override
    public void append(LogMessage message) {
        appended.append(message);
        room--;
    }

    @Override
    public boolean append(Records records) {
        room -= records.count();
        return appended.append(records);
    }

    @Override
    public void read(long from, int maxMessages, long maxBytes, Consumer<Records> onPage) {
        int held = (int) Math.min(maxMessages, Math.max(0, firstGap - from));
        read(from, () -> onPage.accept(failure.isPresent() ? Records.NONE : appended.read(from, held, maxBytes)));
    }

    @Override
    public boolean readsFromDisk(long from) {
        return readsSlowly && from < firstOfTail;
    }

    @Override
    public void checksum(long upTo, Consumer<OptionalInt> onChecksum) {
        read(
                upTo,
                () -> onChecksum.accept(
                        failure.isPresent() ? OptionalInt.empty() : OptionalInt.of(appended.checksum(upTo))));
    }

    private void read(long id, Runnable read) {
        if (readsFromDisk(id)) {
            reads.add(read);
        } else {
            read.run();
        }
    }
}
