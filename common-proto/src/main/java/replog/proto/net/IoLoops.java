package replog.proto.net;

import io.netty.channel.Channel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.FastThreadLocalThread;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** The event loops of a node and the channels that fit them: native epoll where there is one, else Java's own. */
public final class IoLoops {

    /**
     * How many unsent bytes the kernel may hold of one connection. More would only wait there, where no Ping overtakes
     * them and nobody sees that the peer is slow.
     */
    private static final long MAX_UNSENT_BYTES_IN_KERNEL = 128 << 10;

    private IoLoops() {}

    /** Loops on {@code threads} threads called {@code prefix-0}, {@code prefix-1} and so on. */
    public static EventLoopGroup group(String prefix, int threads) {
        AtomicInteger next = new AtomicInteger();
        return group(threads, task -> new FastThreadLocalThread(task, prefix + "-" + next.getAndIncrement()));
    }

    /** One loop on a thread called {@code name}. */
    public static EventLoop loop(String name) {
        return group(1, task -> new FastThreadLocalThread(task, name)).next();
    }

    /** What a node listens with. */
    public static Class<? extends ServerChannel> serverChannelClass() {
        return Epoll.isAvailable() ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
    }

    /** What a node connects with. */
    public static Class<? extends Channel> channelClass() {
        return Epoll.isAvailable() ? EpollSocketChannel.class : NioSocketChannel.class;
    }

    /** Sets the options of a connection between two nodes. */
    public static void tune(Channel channel) {
        ChannelConfig config = channel.config();
        config.setOption(ChannelOption.TCP_NODELAY, true);
        config.setOption(ChannelOption.SO_KEEPALIVE, true);
        if (channel instanceof EpollSocketChannel) {
            config.setOption(EpollChannelOption.TCP_NOTSENT_LOWAT, MAX_UNSENT_BYTES_IN_KERNEL);
        }
    }

    private static EventLoopGroup group(int threads, ThreadFactory factory) {
        IoHandlerFactory io = Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        return new MultiThreadIoEventLoopGroup(threads, factory, io);
    }
}
