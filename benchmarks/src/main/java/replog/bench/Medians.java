package replog.bench;

import java.util.List;

/** What of several measurements is in the middle, so that one that went wrong does not count. */
final class Medians {

    private Medians() {}

    /** Of an odd number of values. */
    static double of(List<Double> values) {
        if (values.size() % 2 == 0) {
            throw new IllegalArgumentException(values.size() + " values have none in the middle");
        }
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
