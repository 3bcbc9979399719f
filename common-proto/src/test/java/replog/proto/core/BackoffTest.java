package replog.proto.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class BackoffTest {

    @Test
    void doublesUpTo30Seconds() {
        Backoff backoff = new Backoff((low, high) -> high, 3000);

        assertEquals(List.of(3000L, 6000L, 12_000L, 24_000L, 30_000L, 30_000L), next(backoff, 6));
    }

    @Test
    void jitterTakesHalfOfAPauseAtMost() {
        Backoff backoff = new Backoff((low, high) -> low, 3000);

        assertEquals(List.of(1500L, 3000L, 6000L, 12_000L, 15_000L, 15_000L), next(backoff, 6));
    }

    @Test
    void beginsAnewAfterAReset() {
        Backoff backoff = new Backoff((low, high) -> high, 3000);
        next(backoff, 4);

        backoff.reset();

        assertEquals(List.of(3000L, 6000L), next(backoff, 2));
    }

    @Test
    void neverPausesLongerEvenAtFirst() {
        Backoff backoff = new Backoff((low, high) -> high, 100_000);

        assertEquals(List.of(30_000L, 30_000L), next(backoff, 2));
    }

    private static List<Long> next(Backoff backoff, int count) {
        return LongStream.generate(backoff::nextMs).limit(count).boxed().toList();
    }
}
