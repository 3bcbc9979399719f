package replog.node.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;

/**
 * The content of an answer whose length nobody knows beforehand, written part by part. Whoever writes only while {@link
 * #isWritable} keeps what is held for a slow reader bounded. Http loop only.
 */
final class AnswerStream {

    /** More than what comes before and after the bytes of a chunk. */
    private static final int CHUNK_FRAME_BYTES = 16;

    private final HttpExchange exchange;
    private final ChannelHandlerContext ctx;
    private final boolean inChunks;
    private final boolean closeAfter;

    /** @param inChunks as HTTP/1.1 has it; else there is no content, or the end of the connection is its end */
    AnswerStream(HttpExchange exchange, ChannelHandlerContext ctx, boolean inChunks, boolean closeAfter) {
        this.exchange = exchange;
        this.ctx = ctx;
        this.inChunks = inChunks;
        this.closeAfter = closeAfter;
    }

    /** Writes the first {@code length} of these bytes, which stay the caller's, unless the client is gone or wants none. */
    void write(byte[] part, int length) {
        if (isOpen() && exchange.wantsContent() && length > 0) {
            ByteBuf out = ctx.alloc().buffer(length + CHUNK_FRAME_BYTES);
            if (inChunks) {
                AnswerFormat.beginChunk(out, length);
            }
            out.writeBytes(part, 0, length);
            if (inChunks) {
                AnswerFormat.endChunk(out);
            }
            ctx.writeAndFlush(out);
        }
    }

    /** Whether the client still waits for more. */
    boolean isOpen() {
        return exchange.isStreaming();
    }

    /** Whether the client keeps up with reading. */
    boolean isWritable() {
        return ctx.channel().isWritable();
    }

    /** {@code action} runs each time that {@link #isWritable} turns true again. */
    void onWritable(Runnable action) {
        exchange.onWritable(action);
    }

    /** The rest cannot be had: the client sees that the answer is not complete. */
    void breakOff() {
        ctx.close();
    }

    /** The answer is complete. */
    void end() {
        exchange.endStream(inChunks ? AnswerFormat.lastChunk() : Unpooled.EMPTY_BUFFER, closeAfter);
    }
}
