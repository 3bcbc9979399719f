package replog.node.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufOutputStream;
import replog.proto.message.Bytes;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;

/** JSON in UTF-8, as bytes. Any thread. */
final class Json {

    /** No field that the server knows is deeper than its object. */
    private static final int MAX_DEPTH = 16;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            // The limit of the whole body is the limit of a text in it.
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            // The threads are few and live long: each keeps its buffers, and shares them with nobody.
            .recyclerPool(JsonRecyclerPools.threadLocalPool())
            .build();

    private Json() {}

    /** Appends {@code content}. */
    static void write(ByteBuf out, JsonContent content) {
        try (JsonGenerator json =
                FACTORY.createGenerator(ObjectWriteContext.empty(), new ByteBufOutputStream(out), JsonEncoding.UTF8)) {
            content.write(json);
        }
    }

    static JsonParser parser(Bytes text) {
        return FACTORY.createParser(ObjectReadContext.empty(), text.array(), text.offset(), text.length());
    }
}
