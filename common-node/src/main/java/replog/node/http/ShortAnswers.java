package replog.node.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import org.jspecify.annotations.Nullable;

/**
 * Short answers of one connection, one behind the other in one buffer until the connection is given them: what it is given
 * one by one costs more than the bytes do. On the connection's http loop.
 */
final class ShortAnswers {

    /** A first buffer for more answers than this would hardly get full. */
    private static final int MAX_EXPECTED = 32;

    /** The connection gets so many bytes at once: only what it has counts when it is asked whether the client reads. */
    private static final int MAX_GATHERED_BYTES = 16 << 10;

    private @Nullable ByteBuf gathered;

    /** Where to append the next, of which so many are expected. */
    ByteBuf next(ChannelHandlerContext ctx, int expected) {
        ByteBuf out = gathered;
        if (out != null && out.readableBytes() >= MAX_GATHERED_BYTES) {
            write(ctx);
            out = null;
        }
        if (out == null) {
            out = ctx.alloc().buffer(HttpExchange.SHORT_ANSWER_BYTES * Math.min(expected, MAX_EXPECTED));
            gathered = out;
        }
        return out;
    }

    /** Gives them to the connection, before anything else is written there. */
    void write(ChannelHandlerContext ctx) {
        ByteBuf out = gathered;
        if (out != null) {
            gathered = null;
            ctx.write(out);
        }
    }

    /** The connection is gone. */
    void drop() {
        if (gathered != null) {
            gathered.release();
            gathered = null;
        }
    }
}
