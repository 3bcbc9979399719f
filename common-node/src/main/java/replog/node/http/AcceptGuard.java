package replog.node.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.group.ChannelGroup;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import replog.proto.core.NodeLog;
import replog.proto.message.Escaped;

/**
 * Watches over a listening socket: connections beyond the limit are closed at once, and where the system gives none (out
 * of file descriptors), accepting pauses instead of failing. On the socket's event loop.
 */
final class AcceptGuard extends ChannelInboundHandlerAdapter {

    private static final long PAUSE_MS = 100;
    private static final int MAX_SHOWN_CHARS = 200;

    private final ChannelGroup connections;
    private final int maxConnections;
    private final NodeLog log;
    private @Nullable Future<?> pause;
    private boolean failing;
    private boolean full;

    AcceptGuard(ChannelGroup connections, int maxConnections, NodeLog log) {
        this.connections = connections;
        this.maxConnections = maxConnections;
        this.log = log;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        Channel connection = (Channel) message;
        failing = false;
        if (connections.size() >= maxConnections) {
            connection.unsafe().closeForcibly();
            if (!full) {
                full = true;
                log.warn("closing new http connections: there are {} already", maxConnections);
            }
        } else {
            full = false;
            connections.add(connection);
            ctx.fireChannelRead(connection);
        }
    }

    /** A line for the first failure only; the next follows once a connection could be accepted in between. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (!failing) {
            failing = true;
            log.warn(
                    "cannot accept http connections: {}",
                    Escaped.cut(String.valueOf(cause.getMessage()), MAX_SHOWN_CHARS));
        }
        ctx.channel().config().setAutoRead(false);
        if (pause == null || pause.isDone()) {
            pause = ctx.executor()
                    .schedule(() -> ctx.channel().config().setAutoRead(true), PAUSE_MS, TimeUnit.MILLISECONDS);
        }
    }
}
