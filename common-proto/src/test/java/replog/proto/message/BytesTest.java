package replog.proto.message;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BytesTest {

    private static final byte[] ARRAY = "0123456789".getBytes(StandardCharsets.US_ASCII);

    @Test
    void isAViewOfAPartOfAnArray() {
        Bytes bytes = Bytes.of(ARRAY, 3, 4);

        assertEquals("3456", bytes.utf8());
        assertEquals(4, bytes.length());
        assertEquals(3, bytes.offset());
    }

    @ParameterizedTest
    @CsvSource({"-1, 1", "0, -1", "0, 11", "11, 0", "10, 1", "5, 2147483647"})
    void isNeverAViewBeyondItsArray(int offset, int length) {
        assertThrows(IndexOutOfBoundsException.class, () -> Bytes.of(ARRAY, offset, length));
    }

    @Test
    void equalBytesAreEqualWhereverTheyLie() {
        Bytes here = Bytes.of(ARRAY, 3, 4);
        Bytes there = Bytes.utf8("3456");

        assertEquals(here, there);
        assertEquals(here.hashCode(), there.hashCode());
        assertNotEquals(here, Bytes.utf8("3457"));
        assertNotEquals(here, Bytes.utf8("345"));
        assertNotEquals(here, Bytes.EMPTY);
    }

    @Test
    void copiesItsPartOnly() {
        byte[] target = new byte[6];

        Bytes.of(ARRAY, 3, 4).copyTo(target, 1);

        assertArrayEquals(new byte[] {0, '3', '4', '5', '6', 0}, target);
    }

    @Test
    void keepsTextOfEveryKind() {
        String text = "Grüße 你好 🙂\n";

        assertEquals(text, Bytes.utf8(text).utf8());
    }

    @Test
    void showsItselfOnOneLine() {
        assertEquals("two\\u000alines", Bytes.utf8("two\nlines").toString());
    }

    @Test
    void showsItselfWholeUpTo200Characters() {
        String longest = "🙂".repeat(Bytes.MAX_SHOWN_CHARS / 2);

        assertEquals(longest, Bytes.utf8(longest).toString());
        assertEquals(longest + "…", Bytes.utf8(longest + "x").toString());
    }

    @Test
    void showsAHugeTextCut() {
        String shown = Bytes.utf8("你".repeat(1_000_000)).toString();

        assertEquals("你".repeat(Bytes.MAX_SHOWN_CHARS) + "…", shown);
    }
}
