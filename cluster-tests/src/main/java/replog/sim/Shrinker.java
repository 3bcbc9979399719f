package replog.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import replog.check.Violation;

/**
 * Makes a failing schedule small: takes out steps, ever fewer at a time, as long as the same promise is still broken
 * (Zeller's delta debugging), then makes the options plain.
 */
final class Shrinker {

    /** So many runs are enough for any schedule that a person is to understand. */
    private static final int MAX_RUNS = 5000;

    private static final List<UnaryOperator<SimOptions>> PLAINER = List.of(
            o -> new SimOptions(
                    o.faultsMs(),
                    0,
                    0,
                    o.minLatencyUs(),
                    o.maxLatencyUs(),
                    o.heartbeatMs(),
                    o.responseTimeoutMs(),
                    o.reconnectMs(),
                    o.quorum(),
                    o.maxWaiting(),
                    o.cutPercent(),
                    o.highWaterBytes(),
                    o.messageBytes(),
                    o.disks()),
            o -> new SimOptions(
                    o.faultsMs(),
                    o.minDelayMs(),
                    o.maxDelayMs(),
                    1000,
                    1000,
                    o.heartbeatMs(),
                    o.responseTimeoutMs(),
                    o.reconnectMs(),
                    o.quorum(),
                    o.maxWaiting(),
                    o.cutPercent(),
                    o.highWaterBytes(),
                    o.messageBytes(),
                    o.disks()),
            o -> new SimOptions(
                    o.faultsMs(),
                    o.minDelayMs(),
                    o.maxDelayMs(),
                    o.minLatencyUs(),
                    o.maxLatencyUs(),
                    o.heartbeatMs(),
                    o.responseTimeoutMs(),
                    o.reconnectMs(),
                    0,
                    100_000,
                    0,
                    1 << 20,
                    0,
                    o.disks()));

    private final String checker;
    private int runs;
    private Schedule smallest;

    private Shrinker(Schedule failing, String checker) {
        this.smallest = failing;
        this.checker = checker;
    }

    /** The smallest schedule found that breaks the same promise as {@code violation}. */
    static Schedule shrink(Schedule failing, Violation violation) {
        Shrinker shrinker = new Shrinker(failing, violation.checker());
        shrinker.takeOutSteps();
        for (UnaryOperator<SimOptions> plainer : PLAINER) {
            shrinker.tryOut(shrinker.smallest.with(plainer.apply(shrinker.smallest.options())));
        }
        shrinker.takeOutSteps();
        return shrinker.smallest;
    }

    private void takeOutSteps() {
        int atATime = Math.max(1, smallest.steps().size() / 2);
        while (true) {
            boolean smaller = false;
            int from = 0;
            while (from < smallest.steps().size()) {
                List<Step> left = new ArrayList<>(smallest.steps());
                left.subList(from, Math.min(left.size(), from + atATime)).clear();
                if (tryOut(smallest.with(left))) {
                    smaller = true;
                } else {
                    from += atATime;
                }
            }
            if (atATime == 1 && !smaller) {
                return;
            }
            atATime = Math.max(1, atATime / 2);
        }
    }

    private boolean tryOut(Schedule candidate) {
        if (runs++ >= MAX_RUNS) {
            return false;
        }
        Optional<Violation> violation = new SimRun(candidate).play();
        boolean fails = violation.isPresent() && violation.get().checker().equals(checker);
        if (fails) {
            smallest = candidate;
        }
        return fails;
    }
}
