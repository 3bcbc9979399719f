package replog.node.http;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import replog.proto.message.Bytes;
import replog.proto.message.Utf8;
import tools.jackson.core.JsonParser;

/** The strings of a JSON text, in UTF-8. */
final class JsonText {

    static final String HALF_OF_A_PAIR = "contains half of a surrogate pair, which is no character";

    private JsonText() {}

    /**
     * The string that is the parser's present token; null where it {@link #HALF_OF_A_PAIR contains half of a pair}. Most
     * have no escape, and are a view of {@code json}: to make characters of its bytes, and bytes of these again, was a
     * quarter of what a request of many messages cost.
     *
     * @param json what the parser reads, known to be UTF-8
     */
    static @Nullable Bytes of(JsonParser parser, Bytes json) {
        byte[] array = json.array();
        int end = json.offset() + json.length();
        int start = json.offset() + (int) parser.currentTokenLocation().getByteOffset() + 1;
        for (int i = start; i < end && array[i] != '\\'; i++) {
            if (array[i] == '"') {
                return Bytes.of(array, start, i - start);
            }
        }
        String text = parser.getString();
        return Utf8.hasUnpairedSurrogate(text) ? null : Bytes.of(text.getBytes(StandardCharsets.UTF_8));
    }
}
