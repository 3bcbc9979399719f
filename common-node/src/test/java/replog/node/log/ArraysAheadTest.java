package replog.node.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ArraysAheadTest {

    private final StepWorker background = new StepWorker();
    private final ArraysAhead arrays = new ArraysAhead(background, 1000);

    @Test
    void givesNoArrayTwice() {
        Random random = new Random(1);
        Set<byte[]> given = Collections.newSetFromMap(new IdentityHashMap<>());

        for (int i = 0; i < 100; i++) {
            byte[] array = arrays.get();
            assertEquals(1000, array.length);
            assertTrue(given.add(array), "given a second time");
            if (random.nextBoolean()) {
                background.runNext();
            }
        }
    }

    @Test
    void makesOneAtATimeAndOnlyOnceOneWasAskedFor() {
        assertEquals(0, background.size());

        arrays.get();
        arrays.get();
        assertEquals(1, background.size());

        assertTrue(background.runNext());
        assertFalse(background.runNext(), "one is enough until it is taken");
        arrays.get();
        assertEquals(1, background.size());
    }
}
