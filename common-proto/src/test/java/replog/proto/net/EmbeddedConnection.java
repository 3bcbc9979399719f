package replog.proto.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.FileRegion;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import replog.proto.core.Link;
import replog.proto.message.Frame;
import replog.proto.wire.FrameFormat;
import replog.proto.wire.FramePipeline;
import replog.proto.wire.TakenBytes;

/** A connection without a socket, in virtual time, whose network takes bytes only when told to. */
final class EmbeddedConnection implements Link.Listener {

    /** The message is a region with frames, or the empty buffer that is written last. */
    private record Held(Object message, ChannelPromise promise) {}

    final List<Throwable> bugs = new ArrayList<>();
    final List<Frame> received = new ArrayList<>();
    final List<String> events = new ArrayList<>();
    final Link link;
    final EmbeddedChannel channel;

    private final BiConsumer<Link, Frame> onFrame;
    private final Deque<Held> held = new ArrayDeque<>();
    private final List<Link> links = new ArrayList<>();

    /** @param onFrame called for each frame that arrives */
    EmbeddedConnection(BiConsumer<Link, Frame> onFrame) {
        this.onFrame = onFrame;
        this.channel = new EmbeddedChannel(new ChannelInitializer<Channel>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline().addLast(new SlowNetwork());
                FramePipeline.addOnSecondary(channel.pipeline(), 1 << 20);
                channel.pipeline()
                        .addLast(new EndpointHandler(
                                new CoreLoop(channel.eventLoop(), bugs::add), channel, EmbeddedConnection.this::open));
            }
        });
        channel.freezeTime();
        channel.runPendingTasks();
        this.link = links.get(0);
    }

    private Link.Listener open(Link opened) {
        links.add(opened);
        return this;
    }

    /** Frames arrive in one read, and all that follows from it happens. */
    void arrive(List<Frame> frames) {
        ByteBuf bytes = Unpooled.buffer();
        frames.forEach(frame -> FrameFormat.write(frame, bytes));
        channel.writeInbound(bytes);
    }

    /** The network takes all that it was given; returns the frames. Nothing that follows from it has happened yet. */
    List<Frame> take() {
        List<Frame> taken = new ArrayList<>();
        for (Held next = held.poll(); next != null; next = held.poll()) {
            ByteBuf bytes = next.message() instanceof FileRegion region ? TakenBytes.of(region) : Unpooled.EMPTY_BUFFER;
            while (bytes.isReadable()) {
                int length = bytes.getInt(bytes.readerIndex());
                taken.add(FrameFormat.read(bytes.readSlice(4 + length), 1 << 20));
            }
            next.promise().setSuccess();
        }
        return taken;
    }

    /** Runs what is queued and lets {@code ms} milliseconds pass. */
    void pass(long ms) {
        channel.runPendingTasks();
        channel.advanceTimeBy(ms, TimeUnit.MILLISECONDS);
        channel.runPendingTasks();
        assertEquals(List.of(), bugs);
    }

    /** How many bytes the network was given and has not taken. */
    long heldBytes() {
        return held.stream()
                .mapToLong(each -> each.message() instanceof FileRegion region ? region.count() : 0)
                .sum();
    }

    /** In how many pieces it was given them. */
    int heldRuns() {
        return held.size();
    }

    @Override
    public void received(Frame frame) {
        received.add(frame);
        onFrame.accept(link, frame);
    }

    @Override
    public void writable() {
        events.add("writable");
    }

    @Override
    public void closed(String reason) {
        events.add("closed: " + reason);
    }

    private final class SlowNetwork extends ChannelOutboundHandlerAdapter {
        @Override
        public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
            held.add(new Held(message, promise));
        }
    }
}
