package replog.proto.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import replog.proto.sim.Samples;

class RecordsTest {

    private static final int BEFORE = 0x89ABCDEF;
    private static final LogMessage KEYED = new LogMessage(3, Bytes.utf8("key"), Bytes.utf8("text"));
    private static final LogMessage EMPTY = new LogMessage(4, Bytes.EMPTY, Bytes.EMPTY);
    private static final Records TWO = Samples.records(BEFORE, List.of(KEYED, EMPTY));

    @Test
    void areTheMessagesThatTheyWereMadeOf() {
        assertEquals(List.of(KEYED, EMPTY), TWO.messages());
        assertEquals(3, TWO.firstId());
        assertEquals(5, TWO.endId());
        assertFalse(TWO.isEmpty());
        assertEquals("Records[2 from #3 \"text\"]", TWO.toString());
    }

    @Test
    void mayBeNone() {
        assertTrue(Records.NONE.isEmpty());
        assertEquals(List.of(), Records.NONE.messages());
        assertEquals("Records[0]", Records.NONE.toString());
        assertTrue(Records.NONE.goOnFrom(BEFORE));
    }

    @Test
    void goOnFromTheListBeforeThemAndFromNoOther() {
        assertTrue(TWO.goOnFrom(BEFORE));
        assertFalse(TWO.goOnFrom(BEFORE + 1));
    }

    @Test
    void goOnFromNoListWhereABitOfThemIsAnother() {
        Bytes sound = TWO.bytes();

        for (int bit = 0; bit < 8 * sound.length(); bit++) {
            byte[] flipped = new byte[sound.length()];
            sound.copyTo(flipped, 0);
            flipped[bit / 8] ^= (byte) (1 << (bit % 8));
            assertFalse(new Records(Bytes.of(flipped), 3, 2).goOnFrom(BEFORE), "bit " + bit);
        }
    }

    @Test
    void goOnFromTheListThatAnAnchorNames() {
        int with = new RunningChecksum().after(BEFORE, KEYED);

        assertTrue(anchor(BEFORE, with).goOnFrom(BEFORE));
        assertFalse(anchor(BEFORE + 1, with).goOnFrom(BEFORE));
    }

    @Test
    void canBeTakenFromAnyIdOn() {
        assertSame(TWO, TWO.from(0));
        assertSame(TWO, TWO.from(3));
        assertEquals(List.of(EMPTY), TWO.from(4).messages());
        assertEquals(4, TWO.from(4).firstId());
        assertEquals(TWO.endId(), TWO.from(4).endId());
        assertSame(Records.NONE, TWO.from(5));
        assertTrue(TWO.from(Long.MAX_VALUE).isEmpty());
    }

    private static Records anchor(int previous, int with) {
        byte[] anchor = new byte[RecordFormat.sizeOf(KEYED, true)];
        RecordFormat.writeAnchor(anchor, 0, KEYED, previous, with);
        return new Records(Bytes.of(anchor), 3, 1);
    }
}
