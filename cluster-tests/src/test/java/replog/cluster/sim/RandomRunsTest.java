package replog.cluster.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Some hundred random histories of the whole cluster. A failure names its seed; {@code -Dseed=} plays it alone. */
class RandomRunsTest {

    private static final int SEEDS = 300;

    @Test
    void everyRunKeepsTheInvariantsAndHeals() {
        Long only = Long.getLong("seed");
        if (only != null) {
            assertRunIsGood(only);
            return;
        }
        for (long seed = 0; seed < SEEDS; seed++) {
            assertRunIsGood(seed);
        }
    }

    @Test
    void theSameSeedGivesTheSameTrace() {
        for (long seed = 0; seed < 20; seed++) {
            assertEquals(traceOf(seed), traceOf(seed));
        }
        assertNotEquals(traceOf(1), traceOf(2));
    }

    private static void assertRunIsGood(long seed) {
        RandomRun run = new RandomRun(seed);
        try {
            run.play();
            assertTrue(run.heals(), "not healed in time");
        } catch (AssertionError | RuntimeException broken) {
            throw new AssertionError("seed " + seed + ": " + broken.getMessage(), broken);
        }
    }

    private static List<String> traceOf(long seed) {
        RandomRun run = new RandomRun(seed);
        run.play();
        return run.trace();
    }
}
