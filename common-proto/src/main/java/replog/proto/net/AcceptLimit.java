package replog.proto.net;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;

/**
 * Guards a listening channel: closes connections beyond a number, and takes a short rest where the system has none to
 * give. Goes into the pipeline of the listening channel, whose loop owns it.
 */
public final class AcceptLimit extends ChannelInboundHandlerAdapter {

    /** How long nothing is accepted after the system failed to give a connection, in milliseconds. */
    private static final long REST_MS = 1000;

    private final int maxConnections;
    private final AtomicInteger connections = new AtomicInteger();
    private final RareLine turnedAway;
    private final RareLine failed;

    /**
     * @param log gets a line when a connection is turned away, though not for each
     * @param maxConnections so many are open at a time, 1 or more
     */
    public AcceptLimit(Logger log, int maxConnections) {
        this.maxConnections = maxConnections;
        this.turnedAway = new RareLine(log);
        this.failed = new RareLine(log);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        Channel connection = (Channel) message;
        if (connections.get() >= maxConnections) {
            connection.unsafe().closeForcibly();
            turnedAway.warn("closed a new connection: " + maxConnections + " are open, the most that may be");
            return;
        }
        connections.incrementAndGet();
        connection.closeFuture().addListener(closed -> connections.decrementAndGet());
        ctx.fireChannelRead(connection);
    }

    /** Goes no further: the end of the pipeline would print a stack trace, as often as it happens. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        failed.warn("cannot accept connections, trying again every " + REST_MS + " ms: " + Reasons.of(cause));
        ctx.channel().config().setAutoRead(false);
        var unused =
                ctx.executor().schedule(() -> ctx.channel().config().setAutoRead(true), REST_MS, TimeUnit.MILLISECONDS);
    }
}
