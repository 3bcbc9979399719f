package replog.chaos;

import java.util.Map;
import java.util.TreeMap;

/** How often each thing was done or seen. Any thread. */
final class Tally {

    private final Map<String, Long> counts = new TreeMap<>();

    void count(String thing) {
        count(thing, 1);
    }

    /** It was done or seen so many times more. */
    synchronized void count(String thing, long times) {
        counts.merge(thing, times, Long::sum);
    }

    synchronized Map<String, Long> counts() {
        return new TreeMap<>(counts);
    }
}
