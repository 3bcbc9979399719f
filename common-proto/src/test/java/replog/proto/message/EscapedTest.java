package replog.proto.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EscapedTest {

    @Test
    void leavesHarmlessTextAlone() {
        String text = "Grüße, 你好 🙂 ~\\n";

        assertSame(text, Escaped.controls(text));
    }

    @ParameterizedTest
    @CsvSource({
        "000a, line feed",
        "000d, carriage return",
        "0000, the zero",
        "001b, escape: the beginning of a terminal's commands",
        "007f, delete",
        "009b, a control character of the upper half",
        "2028, line separator",
        "2029, paragraph separator",
        "202e, from right to left",
        "200b, zero width space",
        "d800, a high surrogate on its own",
        "dc00, a low surrogate on its own",
    })
    void showsWhatCouldSpoilALineByItsNumber(String number, String what) {
        String text = "a" + (char) Integer.parseInt(number, 16) + "b";

        assertEquals("a\\u" + number + "b", Escaped.controls(text), what);
    }

    @Test
    void showsBothHalvesOfAnUnsafeCharacterBeyond16Bits() {
        String languageTag = Character.toString(0xE0001);

        assertEquals("\\udb40\\udc01", Escaped.controls(languageTag));
    }

    @Test
    void keepsWhatFollowsAnEscapedCharacter() {
        assertEquals("1\\u000a2 🙂\\u000a3", Escaped.controls("1\n2 🙂\n3"));
    }

    @Test
    void cutsOnlyWhatIsTooLong() {
        assertEquals("abc", Escaped.cut("abc", 3));
        assertEquals("abc…", Escaped.cut("abcd", 3));
        assertEquals("a\\u000ab…", Escaped.cut("a\nbc", 3));
    }
}
