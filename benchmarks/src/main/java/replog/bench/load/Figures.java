package replog.bench.load;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/** What clients have measured. Of one event loop, until it is handed over. */
public final class Figures {

    /** Longer times count as this one, in nanoseconds. */
    private static final long MAX_NANOS = 60_000_000_000L;

    private static final int DIGITS = 3;
    private static final double NANOS_PER_MICRO = 1000;

    private final Histogram nanos = new Histogram(1, MAX_NANOS, DIGITS);
    private final Map<Integer, Long> byStatus = new TreeMap<>();
    private final double seconds;

    Figures(double seconds) {
        this.seconds = seconds;
    }

    /** What several runs have measured together. */
    public static Figures sum(List<Figures> all) {
        Figures sum = new Figures(all.stream().mapToDouble(each -> each.seconds).sum());
        for (Figures each : all) {
            sum.nanos.add(each.nanos);
            each.byStatus.forEach((status, count) -> sum.byStatus.merge(status, count, Long::sum));
        }
        return sum;
    }

    void answered(int status, long tookNanos) {
        nanos.recordValue(Math.min(MAX_NANOS, Math.max(1, tookNanos)));
        byStatus.merge(status, 1L, Long::sum);
    }

    /** How many requests were answered in a second. */
    public double perSecond() {
        return nanos.getTotalCount() / seconds;
    }

    /** How many were answered. */
    public long count() {
        return nanos.getTotalCount();
    }

    /** So many of a hundred answers took no longer, in microseconds. */
    public double percentileMicros(double percent) {
        return nanos.getValueAtPercentile(percent) / NANOS_PER_MICRO;
    }

    /** How many answers there were of each status. */
    public Map<Integer, Long> byStatus() {
        return Map.copyOf(byStatus);
    }
}
