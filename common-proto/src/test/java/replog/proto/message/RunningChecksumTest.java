package replog.proto.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

class RunningChecksumTest {

    private final RunningChecksum checksum = new RunningChecksum();

    @Test
    void isTheChecksumOfTheDocumentedBytes() {
        byte[] documented = ByteBuffer.allocate(4 + 8 + 1 + 2 + 4 + 3)
                .putInt(0xCAFEBABE)
                .putLong(0x0102030405060708L)
                .put((byte) 2)
                .put(new byte[] {'k', '1'})
                .putInt(3)
                .put(new byte[] {'a', 'b', 'c'})
                .array();
        CRC32C crc = new CRC32C();
        crc.update(documented);

        int after = checksum.after(0xCAFEBABE, message(0x0102030405060708L, "k1", "abc"));

        assertEquals((int) crc.getValue(), after);
    }

    @Test
    void saysTheSameWhateverItWasAskedBefore() {
        int first = checksum.after(RunningChecksum.EMPTY, message(0, "", "Msg1"));

        checksum.after(17, message(9, "key", "another"));

        assertEquals(first, checksum.after(RunningChecksum.EMPTY, message(0, "", "Msg1")));
    }

    @Test
    void tellsApartWhatDiffersInAnyPart() {
        int original = checksum.after(1, message(5, "key", "text"));

        assertNotEquals(original, checksum.after(2, message(5, "key", "text")));
        assertNotEquals(original, checksum.after(1, message(6, "key", "text")));
        assertNotEquals(original, checksum.after(1, message(5, "kez", "text")));
        assertNotEquals(original, checksum.after(1, message(5, "key", "texu")));
    }

    @Test
    void tellsApartWhereKeyAndTextMeet() {
        assertNotEquals(checksum.after(0, message(0, "ab", "c")), checksum.after(0, message(0, "a", "bc")));
    }

    @Test
    void looksAtTheViewedPartOnly() {
        byte[] padded = {'x', 'a', 'b', 'c', 'y'};
        LogMessage viewed = new LogMessage(5, Bytes.EMPTY, Bytes.of(padded, 1, 3));

        assertEquals(checksum.after(0, message(5, "", "abc")), checksum.after(0, viewed));
    }

    private static LogMessage message(long id, String key, String text) {
        return new LogMessage(id, Bytes.utf8(key), Bytes.utf8(text));
    }
}
