package replog.proto.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import replog.proto.core.Link;
import replog.proto.message.Frame;
import replog.proto.wire.FramePipeline;

/** A listening socket on 127.0.0.1 whose connections end in links, with a core loop and a comm loop of their own. */
final class ServerSide implements AutoCloseable {

    /** A connection that was accepted, seen from both loops. */
    record Accepted(Recorder recorder, Channel channel) {
        Link link() {
            return recorder.link;
        }
    }

    final EventLoop coreThread = IoLoops.loop("core");
    final List<Throwable> bugs = new CopyOnWriteArrayList<>();
    final CoreLoop core = new CoreLoop(coreThread, bugs::add);

    private final EventLoopGroup commLoops = IoLoops.group("comm", 1);
    private final BlockingQueue<Accepted> accepted = new LinkedBlockingQueue<>();
    private final Channel serverChannel;

    ServerSide() throws InterruptedException {
        this((link, frame) -> {});
    }

    /** @param onFrame called on the core loop for each frame that arrives */
    ServerSide(BiConsumer<Link, Frame> onFrame) throws InterruptedException {
        serverChannel = new ServerBootstrap()
                .group(commLoops)
                .channel(IoLoops.serverChannelClass())
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        IoLoops.tune(channel);
                        FramePipeline.addOnMaster(channel.pipeline());
                        channel.pipeline().addLast(new EndpointHandler(core, channel, link -> {
                            Recorder recorder = new Recorder(link, onFrame);
                            accepted.add(new Accepted(recorder, channel));
                            return recorder;
                        }));
                    }
                })
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .sync()
                .channel();
    }

    RawPeer connect() throws IOException {
        return new RawPeer((InetSocketAddress) serverChannel.localAddress());
    }

    Accepted accepted() throws InterruptedException {
        Accepted next = accepted.poll(Recorder.PATIENCE_S, TimeUnit.SECONDS);
        assertNotNull(next, "no connection came");
        return next;
    }

    /** Runs {@code task} on the core loop and waits until it, and all that it queued, has run. */
    void onCore(Runnable task) throws Exception {
        CompletableFuture<Void> done = new CompletableFuture<>();
        core.execute(task);
        core.execute(() -> core.execute(() -> done.complete(null)));
        done.get(Recorder.PATIENCE_S, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        assertEquals(List.of(), bugs);
        commLoops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
        coreThread.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
