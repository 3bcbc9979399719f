package replog.node.http;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Lets few reads from the disk be under way at once, from the asking to the writing of what was read: that is a copy, perhaps
 * as long as the longest message, and readers may be many. Further ones wait, one at most for each connection. Core loop only.
 */
final class DiskReads {

    /** One for each of the usual three http loops, and one for the disk. */
    static final int MAX_READS = 4;

    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private int underWay;

    /** Begins {@code read} now, or when there is room. */
    void begin(Runnable read) {
        if (underWay == MAX_READS) {
            waiting.add(read);
        } else {
            underWay++;
            read.run();
        }
    }

    /** One that was begun is over. */
    void end() {
        underWay--;
        Runnable next = waiting.poll();
        if (next != null) {
            begin(next);
        }
    }
}
