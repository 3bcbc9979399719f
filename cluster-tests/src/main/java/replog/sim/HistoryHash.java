package replog.sim;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import replog.history.HistoryEvent;
import replog.history.HistoryFormat;

/** One number for a history, or for many: FNV-1a over its lines. */
final class HistoryHash implements Consumer<HistoryEvent> {

    private static final long OFFSET_BASIS = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    private long hash = OFFSET_BASIS;

    /** The hash over the histories of so many seeds from {@code first} on. */
    static long ofSeeds(long first, long seeds) {
        HistoryHash hash = new HistoryHash();
        for (long seed = first; seed < first + seeds; seed++) {
            new SimRun(Planner.plan(seed)).toldTo(hash).play();
        }
        return hash.value();
    }

    long value() {
        return hash;
    }

    @Override
    public void accept(HistoryEvent event) {
        for (byte octet : HistoryFormat.write(event).getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (octet & 0xff)) * PRIME;
        }
        hash = (hash ^ '\n') * PRIME;
    }
}
