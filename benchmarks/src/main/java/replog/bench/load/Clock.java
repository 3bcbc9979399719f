package replog.bench.load;

/** From when to when a run is measured, in nanoseconds of {@link System#nanoTime}. */
record Clock(long measuredFromNanos, long endNanos) {

    static Clock of(Load load) {
        long nowNanos = System.nanoTime();
        long measuredFromNanos = nowNanos + 1_000_000 * load.warmUpMs();
        return new Clock(measuredFromNanos, measuredFromNanos + 1_000_000 * load.measuredMs());
    }

    boolean measures(long startNanos, long nowNanos) {
        return startNanos - measuredFromNanos >= 0 && nowNanos - endNanos <= 0;
    }

    boolean isOver(long nowNanos) {
        return nowNanos - endNanos > 0;
    }
}
