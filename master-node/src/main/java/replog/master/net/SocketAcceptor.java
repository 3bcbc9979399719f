package replog.master.net;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ImmediateEventExecutor;
import io.netty.util.concurrent.Promise;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import replog.proto.core.Link;
import replog.proto.net.AcceptLimit;
import replog.proto.net.CoreLoop;
import replog.proto.net.EndpointHandler;
import replog.proto.net.IoLoops;
import replog.proto.net.Reasons;
import replog.proto.net.UnwrittenLimit;
import replog.proto.wire.FramePipeline;

/** Where secondaries connect to: listens on the comm port and gives each connection to the core. */
public final class SocketAcceptor {

    /** The core's end of it. Called on the core loop. */
    public interface Sessions {

        /** A node has connected; what arrives on {@code link} goes to what this returns. */
        Link.Listener accepted(Link link, String address);
    }

    /** More nodes than this are not connected at a time. */
    public static final int MAX_CONNECTIONS = 1024;

    private static final int MAX_WAITING_TO_BE_ACCEPTED = 128;

    private static final Logger LOG = LoggerFactory.getLogger(SocketAcceptor.class);

    private final CoreLoop core;
    private final EventLoopGroup commLoops;
    private final Sessions sessions;
    private final UnwrittenLimit unwrittenLimit = new UnwrittenLimit();
    private @Nullable Channel serverChannel;

    /** @param commLoops the loops that carry the connections */
    public SocketAcceptor(CoreLoop core, EventLoopGroup commLoops, Sessions sessions) {
        this.core = core;
        this.commLoops = commLoops;
        this.sessions = sessions;
    }

    /**
     * Starts to listen.
     *
     * @param address where; port 0 takes a free one
     * @return the address that it got; fails with an {@link IOException}, whose message is fit for the user, where it
     *     cannot listen there
     */
    public Future<InetSocketAddress> bind(InetSocketAddress address) {
        Promise<InetSocketAddress> bound = ImmediateEventExecutor.INSTANCE.newPromise();
        ChannelFuture binding = new ServerBootstrap()
                .group(commLoops)
                .channel(IoLoops.serverChannelClass())
                .option(ChannelOption.SO_BACKLOG, MAX_WAITING_TO_BE_ACCEPTED)
                .handler(new AcceptLimit(LOG, MAX_CONNECTIONS))
                .childHandler(new Initializer())
                .bind(address);
        serverChannel = binding.channel();
        binding.addListener(future -> {
            if (future.isSuccess()) {
                bound.setSuccess((InetSocketAddress) binding.channel().localAddress());
            } else {
                bound.setFailure(new IOException("cannot listen on " + address.getHostString() + ":" + address.getPort()
                        + ": " + Reasons.of(future.cause())));
            }
        });
        return bound;
    }

    /** Stops listening; connections that stand stay. */
    public void close() {
        if (serverChannel != null) {
            ChannelFuture unused = serverChannel.close();
        }
    }

    private final class Initializer extends ChannelInitializer<Channel> {
        @Override
        protected void initChannel(Channel channel) {
            IoLoops.tune(channel);
            FramePipeline.addOnMaster(channel.pipeline());
            String address = channel.remoteAddress() instanceof InetSocketAddress peer
                    ? peer.getAddress().getHostAddress() + ":" + peer.getPort()
                    : "an unknown address";
            channel.pipeline()
                    .addLast(new EndpointHandler(
                            core, channel, unwrittenLimit, link -> sessions.accepted(link, address)));
        }
    }
}
