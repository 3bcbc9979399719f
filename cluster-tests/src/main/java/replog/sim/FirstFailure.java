package replog.sim;

import java.util.Optional;
import replog.check.Violation;

/**
 * The first of some seeds that breaks a promise.
 *
 * @param seed the seed
 * @param seedsTried how many seeds were run until it came, itself included
 * @param violation what it breaks
 * @param shrunk its schedule, made small
 */
record FirstFailure(long seed, long seedsTried, Violation violation, Schedule shrunk) {

    /** Runs {@code seeds} seeds from {@code first} on until one fails; none where all pass. */
    static Optional<FirstFailure> find(long first, long seeds) {
        for (long seed = first; seed < first + seeds; seed++) {
            Schedule schedule = Planner.plan(seed);
            Optional<Violation> violation = new SimRun(schedule).play();
            if (violation.isPresent()) {
                Schedule shrunk = Shrinker.shrink(schedule, violation.get());
                return Optional.of(new FirstFailure(seed, seed - first + 1, violation.get(), shrunk));
            }
        }
        return Optional.empty();
    }
}
