package replog.node.http;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import replog.proto.message.Bytes;

class JsonObjectTest {

    private static final List<String> KNOWN = List.of("text", "number");

    @Test
    void readsFieldsInAnyOrderWithAnySpaceBetween() throws BadRequest {
        JsonObject object = JsonObject.read(Bytes.utf8(" { \"number\" : 7 ,\r\n\t\"text\":\"ä\\u00e4\\n\" } "), KNOWN);

        assertEquals("ää\n", object.text("text").utf8());
        assertEquals(OptionalLong.of(7), object.integer("number", 0, 7));
    }

    @Test
    void aFieldThatIsNotThereHasNoValue() throws BadRequest {
        assertEquals(
                OptionalLong.empty(), JsonObject.read(Bytes.utf8("{}"), KNOWN).integer("number", 0, 7));
    }

    @Test
    void readsABodyFromTheMiddleOfAnArray() throws BadRequest {
        byte[] array = "xx{\"text\":\"a\"}yy".getBytes(StandardCharsets.UTF_8);

        assertEquals(
                "a",
                JsonObject.read(Bytes.of(array, 2, array.length - 4), KNOWN)
                        .text("text")
                        .utf8());
    }

    @Test
    void readsTheTextsOfAnArray() throws BadRequest {
        String many = IntStream.range(0, 5000).mapToObj(i -> "\"Msg" + i + "\"").collect(Collectors.joining(","));

        List<Bytes> texts = texts("{\"text\":[\"\",\"ä\\u00e4\\n\"," + many + "]}");

        assertEquals(5002, texts.size());
        assertEquals("", texts.get(0).utf8());
        assertEquals("ää\n", texts.get(1).utf8());
        assertEquals("Msg4999", texts.get(5001).utf8());
    }

    @Test
    void keepsTextsWithAnEscapeAndThoseWithoutOneApart() throws BadRequest {
        byte[] body = "xx{\"text\":[\"plain\",\"\\\\ \\\"\",\"a, \u00e4\",\"\\ud83d\\ude00\",\"\",\"\\t\"]}yy"
                .getBytes(StandardCharsets.UTF_8);

        List<Bytes> texts =
                JsonObject.read(Bytes.of(body, 2, body.length - 4), KNOWN).texts("text");

        assertEquals(
                List.of("plain", "\\ \"", "a, \u00e4", "\ud83d\ude00", "", "\t"),
                texts.stream().map(Bytes::utf8).toList());
    }

    @ParameterizedTest
    @CsvSource({
        "'text is missing', '{}'",
        "'text must be an array of strings, not a string', '{\"text\":\"a\"}'",
        "'text must be an array of strings, not an object', '{\"text\":{}}'",
        "'text must have at least one element', '{\"text\":[]}'",
        "'text[1] must be a string, not an integer', '{\"text\":[\"a\",1,{}]}'",
        "'text[0] must be a string, not an array', '{\"text\":[[\"a\"],\"b\"]}'",
        "'text[2] must be a string, not null', '{\"text\":[\"a\",\"b\",null]}'",
        "'text[1] contains half of a surrogate pair, which is no character', '{\"text\":[\"a\",\"\\ud800\"]}'"
    })
    void refusesAnArrayThatIsNotOfTextsOnly(String detail, String body) {
        BadRequest refusal = assertThrows(BadRequest.class, () -> texts(body));

        assertEquals(detail, refusal.problem().detail());
        assertEquals(400, refusal.problem().status().code());
    }

    @Test
    void refusesMoreTextsThanTheMost() {
        String most = "\"\",".repeat(TextArray.MAX_TEXTS - 1) + "\"\"";

        assertDoesNotThrow(() -> texts("{\"text\":[" + most + "]}"));
        BadRequest refusal = assertThrows(BadRequest.class, () -> texts("{\"text\":[" + most + ",\"\"]}"));

        assertEquals("text has more than 1048576 elements", refusal.problem().detail());
        assertEquals(413, refusal.problem().status().code());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\r\n\t"})
    void refusesAnEmptyBody(String body) {
        assertRefused("the body is empty", body);
    }

    @Test
    void refusesABodyThatIsCutOffAnywhere() {
        String whole = "{\"text\":\"a\\u00e4\",\"number\":1}";
        for (int length = 1; length < whole.length(); length++) {
            String cut = whole.substring(0, length);

            BadRequest refusal = assertThrows(BadRequest.class, () -> read(cut), cut);

            assertEquals("the JSON of the body is cut off", refusal.problem().detail(), cut);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "\"text\"", "1", "true", "null", "[{\"text\":\"a\"}]"})
    void refusesWhatIsNoObject(String body) {
        assertRefused("the body must be a JSON object, not ", body);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"text\":\"a\"}x", "{\"text\":\"a\"}{}", "{\"text\":\"a\"},", "{}]"})
    void refusesTrailingText(String body) {
        BadRequest refusal = assertThrows(BadRequest.class, () -> read(body));
        String detail = refusal.problem().detail();
        assertTrue(detail.startsWith("there is more after") || detail.startsWith("the body is not valid JSON"), detail);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text=a",
                "{text:\"a\"}",
                "{'text':'a'}",
                "{\"text\":\"a\",}",
                "{\"text\" \"a\"}",
                "{\"text\":\"a\nb\"}",
                "{\"text\":\"\\x\"}",
                "{\"text\":\"\\u12g4\"}",
                "{\"number\":01}",
                "{\"number\":+1}",
                "{\"number\":.5}",
                "{\"number\":NaN}",
                "{\"number\":0x1}",
                "{/* */}",
                "{]",
                "\u0000{\u0000}",
                "{\u0000}\u0000"
            })
    void refusesWhatIsNoJson(String body) {
        assertRefused("the body is not valid JSON, near byte ", body);
    }

    @Test
    void refusesAByteOrderMark() {
        assertRefused("the body starts with a byte order mark", "\uFEFF{}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16BE", "UTF-16LE", "UTF-32BE", "UTF-32LE", "UTF-16"})
    void refusesOtherEncodingsThanUtf8(String charset) throws Exception {
        Bytes body = Bytes.of("{\"text\":\"a\"}".getBytes(charset));

        assertThrows(BadRequest.class, () -> JsonObject.read(body, KNOWN));
    }

    @Test
    void saysWhereTheBytesAreThatAreNotUtf8() {
        byte[][] faults = {
            {(byte) 0xff},
            {(byte) 0x80},
            {(byte) 0xc3, '"'},
            {(byte) 0xc0, (byte) 0x80},
            {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
            {(byte) 0xf4, (byte) 0x90, (byte) 0x80, (byte) 0x80}
        };
        for (byte[] fault : faults) {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            body.writeBytes("{\"text\":\"ä".getBytes(StandardCharsets.UTF_8));
            body.writeBytes(fault);
            body.writeBytes("\"}".getBytes(StandardCharsets.UTF_8));

            BadRequest refusal =
                    assertThrows(BadRequest.class, () -> JsonObject.read(Bytes.of(body.toByteArray()), KNOWN));

            assertEquals(
                    "the body is not valid UTF-8, at byte 11", refusal.problem().detail());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\ud800", "a\\udc00", "\\udc00\\ud800", "\\ud800x", "\\ud83d\\ude00\\ud83d"})
    void refusesUnpairedSurrogates(String escaped) {
        assertRefused("text contains half of a surrogate pair", "{\"text\":\"" + escaped + "\"}");
    }

    @Test
    void takesPairedSurrogates() throws BadRequest {
        JsonObject object = JsonObject.read(Bytes.utf8("{\"text\":\"\\ud83d\\ude00😀\"}"), KNOWN);

        assertEquals("😀😀", object.text("text").utf8());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "1.5", "true", "null", "[\"a\"]", "{\"a\":[1,2]}"})
    void refusesATextThatIsNoString(String value) {
        assertRefused("text must be a string, not ", "{\"text\":" + value + "}");
    }

    @Test
    void refusesAMissingText() {
        assertRefused("text is missing", "{\"number\":1}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-1",
                "8",
                "7.0",
                "7e0",
                "\"7\"",
                "true",
                "null",
                "[7]",
                "{}",
                "9223372036854775808",
                "99999999999999999999999999999999999999"
            })
    void refusesANumberThatIsNoIntegerInItsRange(String value) {
        assertRefused("number must be an integer from 0 to 7", "{\"text\":\"a\",\"number\":" + value + "}");
    }

    @Test
    void refusesAFieldThatItDoesNotKnow() {
        assertRefused("unknown field Number", "{\"text\":\"a\",\"Number\":1}");
        assertRefused("unknown field ", "{\"\":\"a\"}");
        assertRefused("unknown field a\\u000a", "{\"a\\n\":\"a\"}");
    }

    @Test
    void refusesAFieldThatIsThereTwice() {
        assertRefused("text is there twice", "{\"text\":\"a\",\"te\\u0078t\":\"a\"}");
    }

    @Test
    void namesTheFaultyFieldForPrograms() {
        BadRequest refusal = assertThrows(BadRequest.class, () -> read("{\"text\":1}"));

        assertEquals("field", refusal.problem().members().get(0).name());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"text\":[", "{\"text\":{\"a\":", "[", "{\"a\":"})
    void refusesDeepNesting(String level) {
        assertThrows(
                BadRequest.class,
                () -> read(level + level.substring(level.length() - 1).repeat(1_000_000)));
    }

    @Test
    void saysThatNestingIsTooDeep() {
        assertRefused("the JSON of the body is nested too deeply", "{\"text\":" + "[".repeat(1_000_000));
    }

    @Test
    void refusesANumberOfAMillionDigits() {
        assertThrows(BadRequest.class, () -> read("{\"number\":" + "1".repeat(1_000_000) + "}"));
    }

    @Test
    void readsATextOfManyMegabytes() throws BadRequest {
        String text = "é\"\\".repeat(5_000_000);
        String body = "{\"text\":\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"}";

        assertEquals(text, JsonObject.read(Bytes.utf8(body), KNOWN).text("text").utf8());
    }

    private static void assertRefused(String detail, String body) {
        BadRequest refusal = assertThrows(BadRequest.class, () -> read(body));

        assertTrue(
                refusal.problem().detail().startsWith(detail), refusal.problem().detail());
        assertEquals(400, refusal.problem().status().code());
    }

    private static List<Bytes> texts(String body) throws BadRequest {
        return JsonObject.read(Bytes.utf8(body), KNOWN).texts("text");
    }

    private static void read(String body) throws BadRequest {
        JsonObject object = JsonObject.read(Bytes.utf8(body), KNOWN);
        object.integer("number", 0, 7);
        object.text("text");
    }
}
