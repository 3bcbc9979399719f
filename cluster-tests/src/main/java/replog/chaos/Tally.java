package replog.chaos;

import java.util.Map;
import java.util.TreeMap;

/** How often each thing was done or seen. Any thread. */
final class Tally {

    private final Map<String, Long> counts = new TreeMap<>();

    synchronized void count(String thing) {
        counts.merge(thing, 1L, Long::sum);
    }

    synchronized Map<String, Long> counts() {
        return new TreeMap<>(counts);
    }
}
