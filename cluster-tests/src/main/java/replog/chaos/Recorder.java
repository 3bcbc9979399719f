package replog.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleFunction;
import org.jspecify.annotations.Nullable;
import replog.check.Checkers;
import replog.history.HistoryEvent;
import replog.history.HistoryFormat;

/**
 * The one history of a run, on one monotonic clock. Each event is stamped, written and checked under one lock, so that the
 * order of the history is the order in which things were seen. Nothing is recorded after what broke the first promise, or
 * after the end.
 */
final class Recorder implements AutoCloseable {

    private static final int LAST_EVENTS = 30;
    private static final double NANOS_PER_MICRO = 1000;
    private static final double MICROS_PER_MS = 1000;

    private final long beginNanos = System.nanoTime();
    private final Checkers checkers = new Checkers();
    private final Deque<HistoryEvent> last = new ArrayDeque<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private final Writer file;
    private long events;
    private boolean complete;
    private @Nullable String broken;

    Recorder(Path file) throws IOException {
        this.file = Files.newBufferedWriter(file);
    }

    /** The present moment on the clock of the history, to the microsecond. */
    double now() {
        return Math.floor((System.nanoTime() - beginNanos) / NANOS_PER_MICRO) / MICROS_PER_MS;
    }

    /** Something was seen right now. */
    void record(DoubleFunction<HistoryEvent> eventAt) {
        recordIf(() -> true, eventAt);
    }

    /** Something was seen right now, and belongs into the history if the condition holds, which no other event can change. */
    boolean recordIf(BooleanSupplier condition, DoubleFunction<HistoryEvent> eventAt) {
        return recordAllIf(condition, t -> List.of(eventAt.apply(t)));
    }

    /** The same of several things that were seen at once: all of them belong into the history, or none. */
    synchronized boolean recordAllIf(BooleanSupplier condition, DoubleFunction<List<HistoryEvent>> eventsAt) {
        if (complete || broken != null || !condition.getAsBoolean()) {
            return false;
        }
        for (HistoryEvent event : eventsAt.apply(now())) {
            write(event);
            checkers.accept(event);
        }
        checkers.first().ifPresent(violation -> fail(violation.toString()));
        return true;
    }

    /** The run has failed, for this reason, unless it had before. */
    synchronized void fail(String why) {
        if (broken == null) {
            broken = why;
            over.countDown();
        }
    }

    /** What is broken; nothing while all promises are kept. */
    synchronized Optional<String> broken() {
        return Optional.ofNullable(broken);
    }

    boolean isOver() {
        return over.getCount() == 0;
    }

    /** Waits so long, unless the run fails before; true where it has failed. */
    boolean awaitFailure(long ms) throws InterruptedException {
        return over.await(ms, TimeUnit.MILLISECONDS);
    }

    synchronized long events() {
        return events;
    }

    synchronized List<String> lastEvents() {
        return last.stream().map(HistoryFormat::write).toList();
    }

    /** Who holds what, as far as the history tells. */
    synchronized List<String> holdings() {
        return checkers.holdings();
    }

    private void write(HistoryEvent event) {
        try {
            file.append(HistoryFormat.write(event)).append('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        events++;
        if (last.size() == LAST_EVENTS) {
            last.removeFirst();
        }
        last.addLast(event);
        complete = event instanceof HistoryEvent.End;
    }

    @Override
    public synchronized void close() throws IOException {
        complete = true;
        file.close();
    }
}
