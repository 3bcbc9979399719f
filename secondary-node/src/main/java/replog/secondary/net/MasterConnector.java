package replog.secondary.net;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import replog.proto.core.Dialer;
import replog.proto.net.CoreLoop;
import replog.proto.net.EndpointHandler;
import replog.proto.net.IoLoops;
import replog.proto.net.Reasons;
import replog.proto.wire.FramePipeline;

/**
 * Connects to the master; the connection is carried by the core loop itself. The name is looked up anew each time, for a
 * master that comes back may come back elsewhere. Core loop only.
 */
public final class MasterConnector implements Dialer {

    /** How long the master may take to accept a connection, in milliseconds. */
    public static final int CONNECT_TIMEOUT_MS = 3000;

    /**
     * How many bytes are read from the master at a time: more, where more is there. A page comes in fewer pieces so, and a
     * list of a million messages in a tenth less time.
     */
    private static final int MIN_READ_BYTES = 64;

    private static final int FIRST_READ_BYTES = 2 << 10;
    private static final int MAX_READ_BYTES = 256 << 10;

    private final CoreLoop core;
    private final HostLookup lookup;
    private final int port;
    private final int maxMessageBytes;

    /**
     * @param host name or address of the master
     * @param port its comm port
     * @param maxMessageBytes the longest text of a message that this node accepts
     */
    public MasterConnector(CoreLoop core, String host, int port, int maxMessageBytes) {
        this.core = core;
        this.lookup = new HostLookup(core, host, InetAddress::getByName);
        this.port = port;
        this.maxMessageBytes = maxMessageBytes;
    }

    @Override
    public void dial(Listener listener) {
        lookup.start(address -> connect(address, listener), listener::failed);
    }

    private void connect(InetAddress address, Listener listener) {
        new Bootstrap()
                .group(core.eventLoop())
                .channel(IoLoops.channelClass())
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MS)
                .option(
                        ChannelOption.RECVBUF_ALLOCATOR,
                        new AdaptiveRecvByteBufAllocator(MIN_READ_BYTES, FIRST_READ_BYTES, MAX_READ_BYTES))
                .handler(new Initializer(listener))
                .connect(new InetSocketAddress(address, port))
                .addListener(connecting -> {
                    if (!connecting.isSuccess()) {
                        core.execute(() -> listener.failed(Reasons.of(connecting.cause())));
                    }
                });
    }

    private final class Initializer extends ChannelInitializer<Channel> {
        private final Listener listener;

        Initializer(Listener listener) {
            this.listener = listener;
        }

        @Override
        protected void initChannel(Channel channel) {
            IoLoops.tune(channel);
            FramePipeline.addOnSecondary(channel.pipeline(), maxMessageBytes);
            channel.pipeline().addLast(new EndpointHandler(core, channel, listener::connected));
        }
    }
}
