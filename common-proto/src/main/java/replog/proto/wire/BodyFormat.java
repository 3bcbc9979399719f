package replog.proto.wire;

import io.netty.buffer.ByteBuf;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import replog.proto.message.Body;

/**
 * The wire form of one type of body.
 *
 * @param code the type as a byte of the frame, 0 to 255
 * @param sizeOf the exact number of bytes that {@code write} writes
 * @param read the reverse of {@code write}; throws {@link BadFrameException}
 */
record BodyFormat<B extends Body>(
        int code, Class<B> type, ToIntFunction<B> sizeOf, BiConsumer<B, ByteBuf> write, Function<FieldReader, B> read) {

    /** A body that is one id or first gap, 0 or more. */
    static <B extends Body> BodyFormat<B> ofPosition(
            int code, Class<B> type, ToLongFunction<B> position, LongFunction<B> body) {
        return new BodyFormat<>(
                code,
                type,
                any -> Long.BYTES,
                (some, out) -> out.writeLong(position.applyAsLong(some)),
                in -> body.apply(in.position("position")));
    }

    /** A body without fields. */
    static <B extends Body> BodyFormat<B> ofNothing(int code, Class<B> type, B body) {
        return new BodyFormat<>(code, type, any -> 0, (any, out) -> {}, in -> body);
    }

    int sizeOf(Body body) {
        return sizeOf.applyAsInt(type.cast(body));
    }

    void write(Body body, ByteBuf out) {
        write.accept(type.cast(body), out);
    }

    B read(FieldReader in) {
        return read.apply(in);
    }
}
