package replog.node.http;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import org.jspecify.annotations.Nullable;

/** First in a pipeline: plays a client that reads nothing until it is told to. */
final class StuckReader extends ChannelDuplexHandler {

    private @Nullable ChannelHandlerContext context;
    private boolean reads;

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    @Override
    public void flush(ChannelHandlerContext ctx) {
        if (reads) {
            ctx.flush();
        }
    }

    /** Reads all that was written, once. */
    void readOnce() {
        if (context != null) {
            context.flush();
        }
    }

    /** Reads everything from now on. */
    void readAll() {
        reads = true;
        readOnce();
    }
}
