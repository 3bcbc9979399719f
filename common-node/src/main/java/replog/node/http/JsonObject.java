package replog.node.http;

import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import replog.proto.message.Bytes;
import replog.proto.message.Escaped;
import replog.proto.message.Utf8;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonParser.NumberType;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;

/**
 * The one JSON object that a body must be, read strictly: nothing doubtful is guessed, because a misspelt or doubled
 * field would silently weaken what a client asks for. Immutable.
 */
public final class JsonObject {

    private static final int MAX_SHOWN_CHARS = 100;
    private static final Bytes BYTE_ORDER_MARK = Bytes.utf8("\uFEFF");

    /** By so many bytes Jackson would tell UTF-16 and UTF-32 from UTF-8, where we want UTF-8 only. */
    private static final int BYTES_THAT_TELL_ENCODING = 4;

    /**
     * The value of a field.
     *
     * @param text where it is a string, its text, unless it has half of a surrogate pair
     * @param number where it is an integer that a long can hold, that
     * @param texts where it is an array, what that has
     */
    private record Value(
            JsonToken token,
            @Nullable Bytes text,
            OptionalLong number,
            @Nullable TextArray texts) {}

    private final List<String> known;
    private final @Nullable Value[] values;

    private JsonObject(List<String> known) {
        this.known = known;
        this.values = new Value[known.size()];
    }

    /**
     * Reads {@code body}.
     *
     * @param known the few fields that may be there; another one is refused
     * @throws BadRequest where the body is not exactly one JSON object in UTF-8 with known fields, each at most once
     */
    public static JsonObject read(Bytes body, List<String> known) throws BadRequest {
        requireUtf8(body);
        try (JsonParser parser = Json.parser(body)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                throw BadRequest.because("the body is empty; a JSON object is expected");
            }
            if (first != JsonToken.START_OBJECT) {
                throw BadRequest.because("the body must be a JSON object, not " + described(first));
            }
            JsonObject object = new JsonObject(known);
            object.readFields(parser, body);
            if (parser.nextToken() != null) {
                throw BadRequest.because("there is more after the end of the JSON object");
            }
            return object;
        } catch (StreamConstraintsException e) {
            throw BadRequest.because("the JSON of the body is nested too deeply, or has too long a number or name");
        } catch (JacksonException e) {
            long at = Math.max(0, e.getLocation().getByteOffset());
            boolean cutOff = e instanceof UnexpectedEndOfInputException || at >= body.length();
            throw BadRequest.because(
                    cutOff ? "the JSON of the body is cut off" : "the body is not valid JSON, near byte " + at);
        }
    }

    /**
     * The string of {@code name} in UTF-8.
     *
     * @throws BadRequest where the field is missing, is no string, or is no text that UTF-8 can express
     */
    public Bytes text(String name) throws BadRequest {
        Value value = value(name);
        if (value == null) {
            throw BadRequest.ofField(name, "is missing");
        }
        if (value.token() != JsonToken.VALUE_STRING) {
            throw BadRequest.ofField(name, "must be a string, not " + described(value.token()));
        }
        if (value.text() == null) {
            throw BadRequest.ofField(name, JsonText.HALF_OF_A_PAIR);
        }
        return value.text();
    }

    /**
     * The strings of the array {@code name} in UTF-8, at least one.
     *
     * @throws BadRequest where the field is missing, is no array, is empty, has more than {@link TextArray#MAX_TEXTS}
     *     elements, or one that is no string or no text that UTF-8 can express
     */
    public List<Bytes> texts(String name) throws BadRequest {
        Value value = value(name);
        if (value == null) {
            throw BadRequest.ofField(name, "is missing");
        }
        if (value.texts() == null) {
            throw BadRequest.ofField(name, "must be an array of strings, not " + described(value.token()));
        }
        return value.texts().orFault(name);
    }

    /**
     * The integer of {@code name}, where the field is there.
     *
     * @throws BadRequest where it is no integer from {@code min} to {@code max}; 1.0 and 1e0 are none, nor is "1"
     */
    public OptionalLong integer(String name, long min, long max) throws BadRequest {
        Value value = value(name);
        if (value == null) {
            return OptionalLong.empty();
        }
        OptionalLong number = value.number();
        if (number.isEmpty() || number.getAsLong() < min || number.getAsLong() > max) {
            boolean isInteger = value.token() == JsonToken.VALUE_NUMBER_INT;
            throw BadRequest.ofField(
                    name,
                    "must be an integer from " + min + " to " + max
                            + (isInteger ? "" : ", not " + described(value.token())));
        }
        return number;
    }

    private static void requireUtf8(Bytes body) throws BadRequest {
        OptionalInt fault = Utf8.firstFault(body);
        if (fault.isPresent()) {
            throw BadRequest.because("the body is not valid UTF-8, at byte " + fault.getAsInt());
        }
        if (startsWith(body, BYTE_ORDER_MARK)) {
            throw BadRequest.because("the body starts with a byte order mark, which JSON must not");
        }
        for (int i = 0; i < Math.min(body.length(), BYTES_THAT_TELL_ENCODING); i++) {
            if (body.array()[body.offset() + i] == 0) {
                throw BadRequest.because("the body is not valid JSON, near byte " + i);
            }
        }
    }

    private void readFields(JsonParser parser, Bytes body) throws BadRequest {
        for (String name = parser.nextName(); name != null; name = parser.nextName()) {
            int place = known.indexOf(name);
            if (place < 0) {
                throw BadRequest.unknown("field", Escaped.cut(name, MAX_SHOWN_CHARS));
            }
            JsonToken token = parser.nextToken();
            Value value = new Value(
                    token,
                    token == JsonToken.VALUE_STRING ? JsonText.of(parser, body) : null,
                    token == JsonToken.VALUE_NUMBER_INT ? number(parser) : OptionalLong.empty(),
                    token == JsonToken.START_ARRAY ? TextArray.read(parser, body) : null);
            parser.skipChildren();
            if (values[place] != null) {
                throw BadRequest.ofField(name, "is there twice");
            }
            values[place] = value;
        }
    }

    private @Nullable Value value(String name) {
        return values[known.indexOf(name)];
    }

    private static OptionalLong number(JsonParser parser) {
        return parser.getNumberType() == NumberType.BIG_INTEGER
                ? OptionalLong.empty()
                : OptionalLong.of(parser.getLongValue());
    }

    private static boolean startsWith(Bytes body, Bytes start) {
        return body.length() >= start.length()
                && Bytes.of(body.array(), body.offset(), start.length()).equals(start);
    }

    static String described(JsonToken token) {
        return switch (token) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            case VALUE_STRING -> "a string";
            case VALUE_NUMBER_INT -> "an integer";
            case VALUE_NUMBER_FLOAT -> "a number with fraction or exponent";
            case VALUE_TRUE, VALUE_FALSE -> "a boolean";
            default -> "null";
        };
    }
}
