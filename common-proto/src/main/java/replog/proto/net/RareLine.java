package replog.proto.net;

import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;

/**
 * A log line about something that anyone outside can cause as often as he likes: printed once in a while, and then it
 * tells how often it was left out. For one thread.
 */
final class RareLine {

    /** The least time between two lines, in milliseconds. */
    private static final long PAUSE_MS = 10_000;

    private final Logger log;
    private long nextNanos = System.nanoTime();
    private long leftOut;

    RareLine(Logger log) {
        this.log = log;
    }

    void warn(String line) {
        long now = System.nanoTime();
        if (now - nextNanos < 0) {
            leftOut++;
            return;
        }
        log.warn(leftOut == 0 ? line : line + " (and " + leftOut + " times since the last such line)");
        leftOut = 0;
        nextNanos = now + TimeUnit.MILLISECONDS.toNanos(PAUSE_MS);
    }
}
