package replog.node.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;

/**
 * The content of an answer whose length nobody knows beforehand, written part by part. Whoever writes only while {@link
 * #isWritable} keeps what is held for a slow reader bounded. Http loop only.
 */
final class AnswerStream {

    private static final int MAX_CHUNK_HEAD_BYTES = 16;

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

    /** An empty part that has room for so many bytes, and can grow. */
    ByteBuf newPart(int bytes) {
        return ctx.alloc().buffer(bytes);
    }

    /** Writes {@code part} and releases it; only releases it where the client is gone or wants no content. */
    void write(ByteBuf part) {
        if (isOpen() && exchange.wantsContent() && part.isReadable()) {
            if (inChunks) {
                ByteBuf before = ctx.alloc().buffer(MAX_CHUNK_HEAD_BYTES);
                AnswerFormat.beginChunk(before, part.readableBytes());
                AnswerFormat.endChunk(part);
                ctx.write(before);
            }
            ctx.writeAndFlush(part);
        } else {
            part.release();
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
