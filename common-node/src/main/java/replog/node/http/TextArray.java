package replog.node.http;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;
import replog.proto.message.Bytes;
import replog.proto.message.Utf8;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The strings of a JSON array in UTF-8, one behind the other in one piece of memory: an array of short ones takes not much
 * more than its JSON did. The first element that is not as it must be is noted. Immutable once read.
 */
final class TextArray extends AbstractList<Bytes> implements RandomAccess {

    /** So many texts at most, so that the core loop is not kept from all else for long. */
    static final int MAX_TEXTS = 1 << 20;

    private byte[] bytes = new byte[1 << 10];
    private int[] ends = new int[16];
    private int size;
    private @Nullable Fault fault;

    private record Fault(HttpResponseStatus status, String where, String what) {}

    private TextArray() {}

    /** Reads the array whose beginning is the parser's present token, to its end. */
    static TextArray read(JsonParser parser) {
        TextArray texts = new TextArray();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            if (texts.fault == null) {
                texts.fault = texts.faultOf(token);
            }
            if (texts.fault == null) {
                texts.add(parser.getString());
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
        int start = index == 0 ? 0 : ends[index - 1];
        return Bytes.of(bytes, start, ends[index] - start);
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

    private void add(String text) {
        if (Utf8.hasUnpairedSurrogate(text)) {
            fault = badElement(JsonObject.HALF_OF_A_PAIR);
            return;
        }
        byte[] added = text.getBytes(StandardCharsets.UTF_8);
        int start = size == 0 ? 0 : ends[size - 1];
        if (added.length > bytes.length - start) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, start + added.length));
        }
        System.arraycopy(added, 0, bytes, start, added.length);
        if (size == ends.length) {
            ends = Arrays.copyOf(ends, 2 * size);
        }
        ends[size++] = start + added.length;
    }
}
