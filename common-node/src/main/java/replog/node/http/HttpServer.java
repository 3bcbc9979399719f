package replog.node.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import replog.proto.net.AcceptLimit;
import replog.proto.net.IoLoops;

/** Listens on one address and serves a {@link Router} there, on event loops that it is given. Any thread. */
public final class HttpServer {

    private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);
    private static final int BACKLOG = 1024;

    private final EventLoopGroup loops;
    private final ChannelGroup connections;
    private final AtomicBoolean draining;
    private final Channel listening;
    private final CompletableFuture<Void> closed = new CompletableFuture<>();

    private HttpServer(EventLoopGroup loops, ChannelGroup connections, AtomicBoolean draining, Channel listening) {
        this.loops = loops;
        this.connections = connections;
        this.draining = draining;
        this.listening = listening;
    }

    /**
     * Starts to listen; port 0 = any that is free.
     *
     * @param loops serve the connections; whoever gave them ends them, after the server has closed
     * @return the server once it listens; fails with an {@link IOException}, whose message is fit for the user, where it
     *     cannot
     */
    public static CompletionStage<HttpServer> start(
            InetSocketAddress address, EventLoopGroup loops, Router router, HttpLimits limits) {
        ChannelGroup connections = new DefaultChannelGroup(loops.next(), true);
        AtomicBoolean draining = new AtomicBoolean();
        ChannelFuture bound = new ServerBootstrap()
                .group(loops)
                .channel(IoLoops.serverChannelClass())
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .handler(new AcceptLimit(LOG, limits.maxConnections()))
                .childHandler(new HttpPipeline(router, limits, draining::get, connections))
                .childOption(ChannelOption.TCP_NODELAY, true)
                // Finds out in the end that the machine of a waiting client is gone.
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .bind(address);
        CompletableFuture<HttpServer> started = new CompletableFuture<>();
        bound.addListener(done -> {
            if (bound.isSuccess()) {
                started.complete(new HttpServer(loops, connections, draining, bound.channel()));
            } else {
                started.completeExceptionally(new IOException("cannot listen on " + address.getHostString() + ":"
                        + address.getPort() + ": " + reason(address, bound.cause())));
            }
        });
        return started;
    }

    /** Where the server listens, with the port that it got. */
    public InetSocketAddress address() {
        return (InetSocketAddress) listening.localAddress();
    }

    /**
     * Accepts no further connection and no further request, lets those in hand be answered, and closes. A second call may
     * only make the time shorter.
     *
     * @param graceMs how long to wait for that before what is left is cut off
     * @return done once every connection is gone
     */
    public CompletionStage<Void> close(long graceMs) {
        boolean first = !draining.getAndSet(true);
        if (closed.isDone()) {
            return closed;
        }
        Future<?> cutOff = loops.schedule(() -> connections.close(), graceMs, TimeUnit.MILLISECONDS);
        closed.whenComplete((gone, failure) -> cutOff.cancel(false));
        if (!first) {
            return closed;
        }
        listening.close();
        // One that was accepted, but is not in the group yet, finds out by itself that the server drains.
        connections.forEach(c -> c.pipeline().fireUserEventTriggered(ConnectionEvent.DRAIN));
        connections.newCloseFuture().addListener(gone -> closed.complete(null));
        return closed;
    }

    private static String reason(InetSocketAddress address, Throwable cause) {
        String text = address.isUnresolved() ? "unknown host" : String.valueOf(cause.getMessage());
        // Native transports put the name and the number of the failed system call before it.
        return text.substring(text.lastIndexOf(": ") + 1).strip();
    }
}
