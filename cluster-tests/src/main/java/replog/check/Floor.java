package replog.check;

import java.util.ArrayList;
import java.util.List;

/** A bound that only ever rises, and how high it was at which moment. */
final class Floor {

    private record Step(double t, long value) {}

    private final List<Step> steps = new ArrayList<>();

    /** From the moment {@code t} on it is {@code value} at least. Moments come in order. */
    void raise(double t, long value) {
        if (steps.isEmpty() || steps.get(steps.size() - 1).value() < value) {
            steps.add(new Step(t, value));
        }
    }

    /** How high it was at that moment; 0 before the first rise. */
    long at(double t) {
        for (int i = steps.size() - 1; i >= 0; i--) {
            if (steps.get(i).t() <= t) {
                return steps.get(i).value();
            }
        }
        return 0;
    }
}
