package replog.node.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import replog.proto.core.SendDelay;

class ChanceTest {

    private final Chance chance = new Chance();

    @Test
    void delaysTakeEveryValueOfTheirRangeAndNoOther() {
        SendDelay delay = chance.delayIn(new DelayRange(5, 7));
        Set<Long> seen = new TreeSet<>();

        for (int i = 0; i < 1000; i++) {
            seen.add(delay.nextMs());
        }

        assertEquals(Set.of(5L, 6L, 7L), seen);
    }

    @Test
    void aRangeOfOneValueIsThatValue() {
        assertEquals(9, chance.delayIn(new DelayRange(9, 9)).nextMs());
    }

    @Test
    void noDelayIsTheOneThatTheCoreKnows() {
        assertSame(SendDelay.NONE, chance.delayIn(new DelayRange(0, 0)));
    }
}
