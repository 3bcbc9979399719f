package replog.node.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import replog.proto.message.LogMessage;
import replog.proto.message.RecordFormat;
import replog.proto.message.Records;
import replog.proto.sim.Samples;

class ChunksTest {

    private static final int COUNT = 3000;
    private static final int FULL_BYTES = 448 << 10;

    private final Chunks chunks = new Chunks(0, FULL_BYTES);

    @BeforeEach
    void fill() {
        for (int id = 0; id < COUNT; id++) {
            LogMessage message = message(id);
            chunks.append(message, RecordFormat.sizeOf(message, false), false, id, id + 1);
        }
    }

    @Test
    void forgetsNothingWhileThereIsRoom() {
        chunks.forget(COUNT, chunks.memoryBytes());

        assertEquals(0, chunks.firstId());
    }

    @Test
    void forgetsTheOldestUntilTheRestFits() {
        long maxBytes = 3L * FULL_BYTES;

        chunks.forget(COUNT, maxBytes);

        assertTrue(chunks.memoryBytes() <= maxBytes);
        assertTrue(chunks.memoryBytes() > maxBytes - 2L * FULL_BYTES, "no more than it must");
        assertHoldsTheRest();
    }

    @Test
    void keepsWhatIsStillNeededHoweverMuchThatIs() {
        chunks.forget(1000, 0);

        assertTrue(chunks.firstId() > 0 && chunks.firstId() <= 1000);
        assertHoldsTheRest();
    }

    @Test
    void keepsTheLastChunkForWhatComesNext() {
        chunks.forget(COUNT, 0);

        assertTrue(chunks.firstId() < COUNT);
        assertEquals(COUNT, chunks.end());
        assertHoldsTheRest();
    }

    private void assertHoldsTheRest() {
        long first = chunks.firstId();
        for (long next = first; next < COUNT; ) {
            Records page = chunks.read(next, COUNT, COUNT, Long.MAX_VALUE);
            assertEquals(next, page.firstId());
            assertFalse(page.isEmpty());
            page.messages().forEach(message -> assertEquals(message(message.id()), message));
            next = page.endId();
        }
        assertEquals(first + 1, chunks.checksumAfter(first));
    }

    private static LogMessage message(long id) {
        return Samples.message(id, "x".repeat(1000) + id);
    }
}
