package replog.node.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class HttpLimitsTest {

    private static final int MEBIBYTE = 1 << 20;

    @Test
    void aBodyIsAsLongAsWanted() {
        assertEquals(MEBIBYTE, HttpLimits.of(100, MEBIBYTE).maxHttpBodyBytes());
    }

    @Test
    void aMessageOfTheLargestSizeFitsHoweverItIsEscaped() {
        assertEquals(6 * MEBIBYTE + 4096, HttpLimits.of(MEBIBYTE, 1).maxHttpBodyBytes());
    }

    @Test
    void aBodyIsNoLongerThanASixteenthOfTheHeap() {
        assertEquals(
                Math.min(Integer.MAX_VALUE, Runtime.getRuntime().maxMemory() / 16),
                HttpLimits.of(1, Integer.MAX_VALUE).maxHttpBodyBytes());
    }

    @Test
    void aWholeBodyMayBeOnItsWayAtLeast() {
        HttpLimits limits = HttpLimits.of(16 * MEBIBYTE, 1);

        assertTrue(limits.maxUnfinishedBodyBytes() >= limits.maxHttpBodyBytes());
    }
}
