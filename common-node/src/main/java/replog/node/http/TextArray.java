package replog.node.http;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.Objects;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;
import replog.proto.message.Bytes;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The strings of a JSON array in UTF-8: an array of short ones takes not much more than its JSON did, of which those without
 * an escape are a part. The first element that is not as it must be is noted. Immutable once read.
 */
final class TextArray extends AbstractList<Bytes> implements RandomAccess {

    /** So many texts at most, so that the core loop is not kept from all else for long. */
    static final int MAX_TEXTS = 1 << 20;

    private final Bytes json;

    /** The texts that are not in the JSON as they are, one behind the other. */
    private byte[] decoded = new byte[0];

    private int decodedEnd;

    /** Where each text begins: in the array of the JSON or, as {@code ~place}, in what is decoded. */
    private int[] starts = new int[16];

    private int[] lengths = new int[16];
    private int size;
    private @Nullable Fault fault;

    private record Fault(HttpResponseStatus status, String where, String what) {}

    private TextArray(Bytes json) {
        this.json = json;
    }

    /**
     * Reads the array whose beginning is the parser's present token, to its end.
     *
     * @param json what the parser reads, known to be UTF-8
     */
    static TextArray read(JsonParser parser, Bytes json) {
        TextArray texts = new TextArray(json);
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            if (texts.fault == null) {
                texts.fault = texts.faultOf(token);
            }
            if (texts.fault == null) {
                texts.append(JsonText.of(parser, json));
            }
            parser.skipChildren();
        }
        return texts;
    }

    /**
     * This, if every element is a text.
     *
     * @param name the name of the array, for the client
     */
    TextArray orFault(String name) throws BadRequest {
        if (fault != null) {
            String field = name + fault.where();
            throw new BadRequest(
                    Problem.of(fault.status(), field + " " + fault.what()).field(field));
        }
        if (size == 0) {
            throw BadRequest.ofField(name, "must have at least one element");
        }
        return this;
    }

    @Override
    public Bytes get(int index) {
        int start = starts[Objects.checkIndex(index, size)];
        return start >= 0 ? Bytes.of(json.array(), start, lengths[index]) : Bytes.of(decoded, ~start, lengths[index]);
    }

    @Override
    public int size() {
        return size;
    }

    private @Nullable Fault faultOf(JsonToken token) {
        if (size == MAX_TEXTS) {
            return new Fault(
                    HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE, "", "has more than " + MAX_TEXTS + " elements");
        }
        return token == JsonToken.VALUE_STRING
                ? null
                : badElement("must be a string, not " + JsonObject.described(token));
    }

    private Fault badElement(String what) {
        return new Fault(HttpResponseStatus.BAD_REQUEST, "[" + size + "]", what);
    }

    private void append(@Nullable Bytes text) {
        if (text == null) {
            fault = badElement(JsonText.HALF_OF_A_PAIR);
            return;
        }
        if (size == starts.length) {
            starts = Arrays.copyOf(starts, 2 * size);
            lengths = Arrays.copyOf(lengths, 2 * size);
        }
        starts[size] = text.array() == json.array() ? text.offset() : ~keep(text);
        lengths[size++] = text.length();
    }

    /** Where in what is decoded the text lies from now on. */
    private int keep(Bytes text) {
        if (text.length() > decoded.length - decodedEnd) {
            decoded = Arrays.copyOf(decoded, Math.max(2 * decoded.length, decodedEnd + text.length()));
        }
        int place = decodedEnd;
        text.copyTo(decoded, place);
        decodedEnd += text.length();
        return place;
    }
}
