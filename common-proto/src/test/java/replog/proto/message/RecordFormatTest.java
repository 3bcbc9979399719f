package replog.proto.message;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import replog.proto.sim.Samples;

class RecordFormatTest {

    private static final int CHECKSUM = 0x89ABCDEF;
    private static final int START = 3;

    @Test
    void isLaidOutAsDocumented() {
        LogMessage message = new LogMessage(300, Bytes.utf8("k"), Bytes.utf8("abc"));
        byte[] target = new byte[RecordFormat.sizeOf(message, false)];

        RecordFormat.write(target, 0, message, CHECKSUM);

        byte[] documented = {
            (byte) 0x89, (byte) 0xAB, (byte) 0xCD, (byte) 0xEF, (byte) 0xAC, 0x02, 1, 'k', 3, 'a', 'b', 'c'
        };
        assertArrayEquals(documented, target);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 127, 128, 16_383, 16_384, (1L << 56) - 1, 1L << 56, Long.MAX_VALUE})
    void keepsAnIdOfAnySize(long id) {
        assertRoundTrip(Samples.message(id));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 127, 128, 16_383, 16_384, 2_097_151, 2_097_152, 16 << 20})
    void keepsATextOfAnyLength(int length) {
        assertRoundTrip(Samples.message(7, "x".repeat(length)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, LogMessage.MAX_KEY_BYTES})
    void keepsAKeyOfAnyLength(int length) {
        assertRoundTrip(new LogMessage(7, Bytes.utf8("k".repeat(length)), Bytes.utf8("text")));
        assertRoundTrip(new LogMessage(7, Bytes.utf8("k".repeat(length)), Bytes.EMPTY));
    }

    @Test
    void keepsBytesOfEveryValue() {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }

        assertRoundTrip(new LogMessage(7, Bytes.of(all, 100, LogMessage.MAX_KEY_BYTES), Bytes.of(all)));
    }

    @Test
    void anAnchorIsLaidOutAsDocumented() {
        LogMessage message = new LogMessage(300, Bytes.utf8("k"), Bytes.utf8("abc"));
        byte[] target = new byte[RecordFormat.sizeOf(message, true)];

        RecordFormat.writeAnchor(target, 0, message, 0x01020304, CHECKSUM);

        byte[] documented = {
            (byte) 0x89,
            (byte) 0xAB,
            (byte) 0xCD,
            (byte) 0xEF,
            (byte) 0xAC,
            0x02,
            (byte) 0x81,
            1,
            2,
            3,
            4,
            'k',
            3,
            'a',
            'b',
            'c'
        };
        assertArrayEquals(documented, target);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, LogMessage.MAX_KEY_BYTES})
    void anAnchorIsReadWithWhatWasBeforeIt(int keyLength) {
        LogMessage message = new LogMessage(Long.MAX_VALUE, Bytes.utf8("k".repeat(keyLength)), Bytes.utf8("text"));
        byte[] target = new byte[START + RecordFormat.sizeOf(message, true)];

        RecordFormat.writeAnchor(target, START, message, 0xFEDCBA98, CHECKSUM);

        RecordCursor reading = new RecordCursor(target, START, target.length);
        assertTrue(reading.head() && reading.isWhole() && reading.isAnchor());
        assertEquals(0xFEDCBA98, reading.previous());
        assertEquals(CHECKSUM, reading.checksum());
        assertEquals(message, reading.message());
        assertEquals(target.length - START, reading.size());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void isNoWholeRecordWhereverItIsCut(boolean anchor) {
        LogMessage message = new LogMessage(300, Bytes.utf8("key"), Bytes.utf8("x".repeat(200)));
        byte[] target = new byte[RecordFormat.sizeOf(message, anchor)];
        if (anchor) {
            RecordFormat.writeAnchor(target, 0, message, 1, CHECKSUM);
        } else {
            RecordFormat.write(target, 0, message, CHECKSUM);
        }

        for (int limit = 0; limit < target.length; limit++) {
            RecordCursor reading = new RecordCursor(target, 0, limit);
            boolean head = reading.head();
            assertEquals(limit >= target.length - 200, head, "cut at " + limit);
            assertFalse(head && reading.isWhole(), "cut at " + limit);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // A key of 65 bytes, and of 127.
                "00000000 01 41",
                "00000000 01 7f",
                // A text of 16 MiB and one byte, of 2^62 bytes, and of less than none.
                "00000000 01 00 81808008",
                "00000000 01 00 808080808080808040",
                "00000000 01 00 ffffffffffffffffff01",
                // An id below 0, and one that never ends.
                "00000000 ffffffffffffffffff01 00 00",
                "00000000 ffffffffffffffffffffff 00 00",
                "00000000 8080808080808080808080 00 00"
            })
    void hasNoIdsAndLengthsThatNoMessageHas(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));

        assertFalse(new RecordCursor(Arrays.copyOf(bytes, 1000), 0, 1000).head());
    }

    @Test
    void canBeCopiedAsItIs() {
        LogMessage message = Samples.message(300, "text");
        int bytes = RecordFormat.sizeOf(message, false);
        byte[] source = new byte[START + bytes];
        RecordFormat.write(source, START, message, CHECKSUM);
        byte[] target = new byte[1 + bytes];

        RecordCursor cursor = new RecordCursor(source, START, source.length);
        assertTrue(cursor.head());
        cursor.copyTo(target, 1);
        cursor.skip();

        assertEquals(Bytes.of(source, START, bytes), Bytes.of(target, 1, bytes));
        assertEquals(Bytes.of(source, START, bytes), cursor.before(START));
    }

    /** Writes the message between two others, and reads all three. */
    private static void assertRoundTrip(LogMessage message) {
        LogMessage neighbour = Samples.message(1, "neighbour");
        int neighbourBytes = RecordFormat.sizeOf(neighbour, false);
        int at = START + neighbourBytes;
        int end = at + RecordFormat.sizeOf(message, false);
        byte[] target = new byte[end + neighbourBytes];

        RecordFormat.write(target, START, neighbour, 1);
        RecordFormat.write(target, end, neighbour, 2);
        RecordFormat.write(target, at, message, CHECKSUM);

        RecordCursor reading = new RecordCursor(target, START, target.length);
        assertEquals(neighbour, next(reading));
        assertEquals(CHECKSUM, reading.checksum());
        assertEquals(message, next(reading));
        assertEquals(2, reading.checksum());
        assertEquals(neighbour, next(reading));
        assertEquals(target.length, reading.start());
    }

    private static LogMessage next(RecordCursor cursor) {
        assertTrue(cursor.head());
        assertTrue(cursor.isWhole());
        assertFalse(cursor.isAnchor());
        LogMessage message = cursor.message();
        cursor.skip();
        return message;
    }
}
