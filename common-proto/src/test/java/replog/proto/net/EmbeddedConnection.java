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
import replog.proto.message.Body.AddMessage;
import replog.proto.message.Bytes;
import replog.proto.message.Frame;
import replog.proto.message.LogMessage;
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
        this(onFrame, new UnwrittenLimit());
    }

    /**
     * @param onFrame called for each frame that arrives
     * @param limit perhaps shared with others
     */
    EmbeddedConnection(BiConsumer<Link, Frame> onFrame, UnwrittenLimit limit) {
        this.onFrame = onFrame;
        this.channel = new EmbeddedChannel(new ChannelInitializer<Channel>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline().addLast(new SlowNetwork());
                FramePipeline.addOnSecondary(channel.pipeline(), 1 << 20);
                channel.pipeline()
                        .addLast(new EndpointHandler(
                                new CoreLoop(channel.eventLoop(), bugs::add),
                                channel,
                                limit,
                                EmbeddedConnection.this::open));
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

    /** The network takes all that there is, and all that follows from it happens; returns the frames. */
    List<Frame> takeAll() {
        List<Frame> all = new ArrayList<>();
        List<Frame> taken = take();
        do {
            all.addAll(taken);
            pass(0);
            taken = take();
        } while (!taken.isEmpty());
        pass(0);
        return all;
    }

    /** Writes messages of 4 KiB until the link wants no more; returns how many bytes all of them have on the wire. */
    int writeFourKiBUntilFull() {
        Frame frame = new Frame(0, new AddMessage(new LogMessage(0, Bytes.EMPTY, Bytes.of(new byte[4 << 10]))));
        int bytes = 0;
        while (link.isWritable()) {
            link.write(frame);
            bytes += FrameFormat.sizeOf(frame);
        }
        pass(0);
        return bytes;
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
