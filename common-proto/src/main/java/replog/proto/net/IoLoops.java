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
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.FastThreadLocalThread;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The event loops of a node and the channels that fit them: native epoll where there is one, else Java's own. */
public final class IoLoops {

    /**
     * How many unsent bytes the kernel may hold of one connection. More would only wait there, where no Ping overtakes
     * them and nobody sees that the peer is slow.
     */
    private static final long MAX_UNSENT_BYTES_IN_KERNEL = 128 << 10;

    /** A loop that ends runs no longer than this what is still queued, in seconds. */
    private static final long MAX_END_S = 1;

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

    /**
     * Runs {@code task} on {@code loop}, behind all that is queued there; dropped where that was shut down, for then nobody
     * waits for it any more. Any thread.
     */
    public static void execute(EventExecutor loop, Runnable task) {
        try {
            LoopTurn.execute(loop, task);
        } catch (RejectedExecutionException shutDown) {
            return;
        }
    }

    /**
     * Ends the loops one after another, closing what connections they have; it does no harm if two are the same.
     *
     * @return done once all their threads have ended
     */
    public static CompletionStage<Void> end(EventLoopGroup... inThisOrder) {
        CompletableFuture<Void> ended = new CompletableFuture<>();
        end(List.of(inThisOrder).iterator(), ended);
        return ended;
    }

    private static void end(Iterator<EventLoopGroup> groups, CompletableFuture<Void> ended) {
        if (groups.hasNext()) {
            groups.next().shutdownGracefully(0, MAX_END_S, TimeUnit.SECONDS).addListener(done -> end(groups, ended));
        } else {
            ended.complete(null);
        }
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
        EventLoopGroup group = new MultiThreadIoEventLoopGroup(threads, factory, io);
        group.forEach(loop -> LoopTurn.ofThreadOf((EventLoop) loop));
        return group;
    }
}
