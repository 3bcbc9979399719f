package replog.bench;

import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Has JMH measure the hot paths, each in a process of its own. */
final class Parts {

    private static final int WARM_UPS = 3;
    private static final int MEASUREMENTS = 5;

    private Parts() {}

    /** @param only what the names have to contain, as a regular expression; empty for all */
    static void measure(String only) {
        try {
            new Runner(new OptionsBuilder()
                            .include(only)
                            .forks(1)
                            .warmupIterations(WARM_UPS)
                            .warmupTime(TimeValue.seconds(1))
                            .measurementIterations(MEASUREMENTS)
                            .measurementTime(TimeValue.seconds(1))
                            .build())
                    .run();
        } catch (RunnerException e) {
            throw new BenchException("the parts cannot be measured: " + e.getMessage());
        }
    }
}
