package replog.node.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.LayoutBase;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LineAppenderTest {

    private final LoggerContext context = new LoggerContext();
    private final HeldOutput output = new HeldOutput();
    private final LineAppender appender = appender(Long.MAX_VALUE);

    @Test
    void printsEveryLineInOrderBeforeItStops() {
        output.release();
        appender.start();

        IntStream.range(0, 10_000).forEach(i -> appender.doAppend(event("line " + i)));
        appender.stop();

        assertEquals(IntStream.range(0, 10_000).mapToObj(i -> "line " + i).toList(), output.lines());
    }

    @Test
    void printsInUtf8WhateverThePlatform() {
        output.release();
        appender.start();

        appender.doAppend(event("Привіт…"));
        appender.stop();

        assertEquals(List.of("Привіт…"), output.lines());
    }

    @Test
    void aHeldOutputStopsNobodyAndTheLossIsTold() {
        appender.start();
        int mebibytes = (int) (LineAppender.MAX_QUEUED_CHARS >> 20);

        // None of these waits, although nothing is printed: else the test would hang.
        IntStream.range(0, 3 * mebibytes).forEach(i -> appender.doAppend(event("x".repeat((1 << 20) - 1))));
        output.release();
        appender.stop();

        long printed =
                output.lines().stream().filter(line -> line.startsWith("x")).count();
        assertTrue(printed >= mebibytes && printed <= mebibytes + 1, () -> printed + " lines were printed");
        assertTrue(
                output.lines()
                        .contains("(" + (3L * mebibytes - printed) + " log lines dropped: the output was too slow)"),
                () -> output.lines().stream()
                        .filter(line -> line.startsWith("("))
                        .toList()
                        .toString());
    }

    @Test
    void roomThatWasPrintedFreeIsUsedAgain() throws InterruptedException {
        output.release();
        appender.start();

        for (long sent = 0; sent < 3 * LineAppender.MAX_QUEUED_CHARS; sent += 1 << 20) {
            appender.doAppend(event("x".repeat((1 << 20) - 1)));
            output.awaitBytes(1 << 20);
        }
        appender.stop();

        assertEquals(
                List.of(),
                output.lines().stream().filter(line -> !line.startsWith("x")).toList());
    }

    @Test
    void stoppingDoesNotWaitForEverForAHeldOutput() {
        LineAppender hurried = appender(1);
        hurried.start();

        hurried.doAppend(event("never printed"));
        hurried.stop();

        assertEquals(List.of(), output.lines());
        output.release();
    }

    private LineAppender appender(long flushMs) {
        return new LineAppender(new PlainLayout(), new PrintStream(output, false, StandardCharsets.UTF_8), flushMs);
    }

    private ILoggingEvent event(String text) {
        return new LoggingEvent("", context.getLogger("A"), Level.INFO, text, null, null);
    }

    private static final class PlainLayout extends LayoutBase<ILoggingEvent> {
        @Override
        public String doLayout(ILoggingEvent event) {
            return event.getMessage() + "\n";
        }
    }

    /** Takes nothing until it is released, like a terminal that was stopped with Ctrl-S. */
    private static final class HeldOutput extends OutputStream {

        private final CountDownLatch released = new CountDownLatch(1);
        private final Semaphore written = new Semaphore(0);
        private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

        void release() {
            released.countDown();
        }

        void awaitBytes(int count) throws InterruptedException {
            written.acquire(count);
        }

        List<String> lines() {
            return printed.toString(StandardCharsets.UTF_8).lines().toList();
        }

        @Override
        public void write(int b) {
            throw new UnsupportedOperationException("byte by byte");
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            try {
                released.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            printed.write(bytes, offset, length);
            written.release(length);
        }
    }
}
