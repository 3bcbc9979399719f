package replog.fuzz;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The body of POST /newMessage as docs/API.md has it, read in another way than the product reads it: as characters, into a
 * whole tree, by Jackson's own check for fields that are there twice.
 *
 * @param timeoutMs 0 for none
 */
record NewMessageReading(boolean isTaken, String text, long writeConcern, long timeoutMs) {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final Set<String> FIELDS = Set.of("message", "writeConcern", "timeoutMs");
    private static final NewMessageReading REFUSED = new NewMessageReading(false, "", 0, 0);

    static NewMessageReading of(byte[] body) {
        try {
            // A decoder refuses what is no UTF-8, where a string would replace it.
            String characters = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
            return of(JSON.readTree(characters));
        } catch (CharacterCodingException | JacksonException noJson) {
            return REFUSED;
        }
    }

    int textBytes() {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static NewMessageReading of(JsonNode body) {
        JsonNode message = body.path("message");
        if (!body.isObject()
                || !FIELDS.containsAll(body.propertyNames())
                || !message.isString()
                || !StandardCharsets.UTF_8.newEncoder().canEncode(message.stringValue())
                || !isAbsentOrFrom(body, "writeConcern", 0)
                || !isAbsentOrFrom(body, "timeoutMs", 1)) {
            return REFUSED;
        }
        return new NewMessageReading(
                true,
                message.stringValue(),
                body.path("writeConcern").asLong(1),
                body.path("timeoutMs").asLong(0));
    }

    private static boolean isAbsentOrFrom(JsonNode body, String field, int min) {
        JsonNode value = body.path(field);
        return value.isMissingNode()
                || (value.isIntegralNumber() && value.canConvertToInt() && value.intValue() >= min);
    }
}
