package replog.node.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import replog.proto.message.Bytes;
import replog.proto.message.LogMessage;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

class MessageJsonTest {

    private static final ObjectMapper JACKSON = new ObjectMapper();

    @Test
    void writesWhatTheContractShows() {
        assertEquals("{\"id\":0,\"message\":\"Msg1\"}", written(new LogMessage(0, Bytes.EMPTY, Bytes.utf8("Msg1"))));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 9, 10, 99, 100, 999, 1_000, 10_000, 1_234_567_890, Long.MAX_VALUE})
    void writesEveryId(long id) {
        assertEquals("{\"id\":" + id + ",\"message\":\"\"}", written(new LogMessage(id, Bytes.EMPTY, Bytes.EMPTY)));
    }

    @Test
    void writesTheShortEscapesWhereJsonHasThem() {
        assertEquals(
                "{\"id\":1,\"message\":\"\\\"\\\\\\n\\r\\t\\u0000\\u001f\u007f/é😀\"}",
                written(new LogMessage(1, Bytes.EMPTY, Bytes.utf8("\"\\\n\r\t\u0000\u001f\u007f/é😀"))));
    }

    @Test
    void whateverItWritesAnotherParserReadsTheSame() {
        Random random = new Random(1);
        for (int i = 0; i < 2_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(30); length > 0; length--) {
                int bound = new int[] {0x30, 0x80, 0x800, 0xD800, 0x10FFFF}[random.nextInt(5)];
                int codePoint = random.nextInt(bound);
                text.appendCodePoint(codePoint >= 0xD800 && codePoint <= 0xDFFF ? '"' : codePoint);
            }
            byte[] utf8 = ("ab" + text + "yz").getBytes(StandardCharsets.UTF_8);
            Bytes middle = Bytes.of(utf8, 2, utf8.length - 4);

            JsonNode read = JACKSON.readTree(written(new LogMessage(Long.MAX_VALUE - i, Bytes.EMPTY, middle)));

            assertEquals(Long.MAX_VALUE - i, read.get("id").asLong());
            assertEquals(text.toString(), read.get("message").asString());
        }
    }

    @Test
    void findsWhateverNeedsAnEscapeInEveryPlace() {
        for (int length : new int[] {1, 2, 7, 8, 9, 15, 16, 17, 31, 32, 33, 39, 40, 41, 64, 71}) {
            for (int place = 0; place < length; place++) {
                for (char c = 0; c < 0x100; c++) {
                    String text = "x".repeat(place) + c + "!".repeat(length - place - 1);

                    String json = written(new LogMessage(1, Bytes.EMPTY, Bytes.utf8(text)));

                    assertEquals(text, JACKSON.readTree(json).get("message").asString());
                }
            }
        }
    }

    @Test
    void writesALongTextInPieces() {
        String text = "0123456789\"\u00e9".repeat(5_000);
        LogMessage message = new LogMessage(1, Bytes.EMPTY, Bytes.utf8(text));
        JsonBytes out = new JsonBytes();

        assertEquals(MessageJson.PIECE_BYTES, MessageJson.write(out, message, 0));

        assertEquals(text, JACKSON.readTree(written(message)).get("message").asString());
    }

    private static String written(LogMessage message) {
        JsonBytes out = new JsonBytes();
        int written = 0;
        do {
            written = MessageJson.write(out, message, written);
        } while (written < message.text().length());
        return new String(out.array(), 0, out.length(), StandardCharsets.UTF_8);
    }
}
