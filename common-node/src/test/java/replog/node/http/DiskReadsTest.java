package replog.node.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DiskReadsTest {

    private static final int READS = 2 * DiskReads.MAX_READS;

    private final DiskReads underWay = new DiskReads();
    private final List<Integer> begun = new ArrayList<>();

    @Test
    void fewAreUnderWayAtOnceAndAllInTheirOrder() {
        IntStream.range(0, READS).forEach(read -> underWay.begin(() -> begun.add(read)));

        for (int over = 0; over < READS; over++) {
            assertEquals(Math.min(READS, DiskReads.MAX_READS + over), begun.size());
            underWay.end();
        }
        assertEquals(IntStream.range(0, READS).boxed().toList(), begun);
    }

    @Test
    void whatIsOverLeavesRoomForAsManyAsBefore() {
        for (int read = 0; read < READS; read++) {
            underWay.begin(() -> begun.add(0));
            underWay.end();
        }
        assertEquals(READS, begun.size());

        IntStream.range(0, READS).forEach(read -> underWay.begin(() -> begun.add(1)));
        assertEquals(READS + DiskReads.MAX_READS, begun.size());
    }
}
