package replog.sim;

/**
 * All chance of a run, from its seed. Each purpose has a stream of its own, so that one draw more or less here changes
 * nothing there. The numbers are those of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014), the same on every JDK.
 */
final class Dice {

    private static final long GAMMA = 0x9E3779B97F4A7C15L;

    private final long seed;

    Dice(long seed) {
        this.seed = seed;
    }

    /** The stream for this purpose. */
    Stream stream(String what) {
        return stream(what, 0);
    }

    /** The {@code n}th stream for this purpose. */
    Stream stream(String what, long n) {
        return new Stream(mix(mix(seed + GAMMA) ^ mix(what.hashCode() + GAMMA * n)));
    }

    private static long mix(long value) {
        long z = value;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** A sequence of draws. */
    static final class Stream {

        private long state;

        private Stream(long state) {
            this.state = state;
        }

        /** Any number. */
        long next() {
            state += GAMMA;
            return mix(state);
        }

        /** A number from {@code low} to {@code high}, both included. */
        long between(long low, long high) {
            return low + Long.remainderUnsigned(next(), high - low + 1);
        }

        /** A number from 0 to before {@code bound}. */
        int below(int bound) {
            return (int) between(0, bound - 1);
        }

        /** True in so many of a hundred cases. */
        boolean percent(long of100) {
            return of100 > 0 && between(0, 99) < of100;
        }

        /** One of these. */
        @SafeVarargs
        final <T> T oneOf(T... choices) {
            return choices[below(choices.length)];
        }
    }
}
