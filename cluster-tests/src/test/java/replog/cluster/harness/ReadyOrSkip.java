package replog.cluster.harness;

import java.util.Arrays;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import replog.chaos.FreePorts;

/**
 * What a test needs of the machine. Where it is not there the test is skipped and says so; with {@code
 * -Dreplog.skip=never}, as on a machine that is made to have it all, the test fails instead.
 */
public final class ReadyOrSkip {

    private static final boolean MAY_SKIP =
            !System.getProperty("replog.skip", "").equals("never");

    private ReadyOrSkip() {}

    /** Skips the test, or fails it, unless {@code isThere}. */
    public static void need(boolean isThere, String what) {
        if (MAY_SKIP) {
            Assumptions.assumeTrue(isThere, () -> "SKIPPED: this test needs " + what);
        } else {
            Assertions.assertTrue(isThere, () -> "this test needs " + what);
        }
    }

    /** Skips the test, or fails it, unless nobody listens on these ports. */
    public static void needFreePorts(int... ports) {
        need(Arrays.stream(ports).allMatch(FreePorts::isFree), "the ports " + Arrays.toString(ports) + " to be free");
    }
}
