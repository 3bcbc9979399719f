package replog.node.cli;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Layout;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Prints log lines by a thread of its own, so that a terminal that is held or a pipe that nobody reads stops no node.
 * Lines beyond {@link #MAX_QUEUED_CHARS} are dropped, and a line says how many. Any thread may append.
 */
final class LineAppender extends UnsynchronizedAppenderBase<ILoggingEvent> {

    /** How much text may wait to be printed, in characters. */
    static final long MAX_QUEUED_CHARS = 8 << 20;

    private static final int BATCH_CHARS = 64 << 10;
    private static final String END = "";

    private final Layout<ILoggingEvent> layout;
    private final PrintStream out;
    private final long flushMs;
    private final LinkedBlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final AtomicLong queuedChars = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private final Thread printer = new Thread(this::print, "log");

    /** @param flushMs how long {@link #stop} waits for what was logged to be printed, in milliseconds */
    LineAppender(Layout<ILoggingEvent> layout, PrintStream out, long flushMs) {
        this.layout = layout;
        this.out = out;
        this.flushMs = flushMs;
        printer.setDaemon(true);
    }

    @Override
    public void start() {
        super.start();
        printer.start();
    }

    /** Prints what is left, for a bounded time. */
    @Override
    public void stop() {
        if (!isStarted()) {
            return;
        }
        super.stop();
        lines.add(END);
        try {
            printer.join(flushMs);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    protected void append(ILoggingEvent event) {
        String line = layout.doLayout(event);
        if (queuedChars.addAndGet(line.length()) > MAX_QUEUED_CHARS) {
            queuedChars.addAndGet(-line.length());
            dropped.incrementAndGet();
        } else {
            lines.add(line);
        }
    }

    private void print() {
        StringBuilder batch = new StringBuilder();
        try {
            for (boolean goesOn = true; goesOn; ) {
                goesOn = gather(batch);
                long lost = dropped.getAndSet(0);
                if (lost > 0) {
                    batch.append("(").append(lost).append(" log lines dropped: the output was too slow)\n");
                }
                byte[] bytes = batch.toString().getBytes(StandardCharsets.UTF_8);
                out.write(bytes, 0, bytes.length);
                out.flush();
                batch.setLength(0);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for a line and takes what else is there, up to a batch. False where the end has come. */
    private boolean gather(StringBuilder batch) throws InterruptedException {
        for (String line = lines.take(); line != null; line = batch.length() < BATCH_CHARS ? lines.poll() : null) {
            if (line.equals(END)) {
                return false;
            }
            queuedChars.addAndGet(-line.length());
            batch.append(line);
        }
        return true;
    }
}
