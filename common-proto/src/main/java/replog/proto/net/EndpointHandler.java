package replog.proto.net;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.Future;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import replog.proto.core.Link;
import replog.proto.message.Frame;
import replog.proto.wire.FrameBatch;
import replog.proto.wire.FrameFormat;
import replog.proto.wire.OtherVersionException;

/**
 * The channel's side of one connection; {@link NettyLink} is the core's. It hands over what one read brought in one go,
 * and stops reading while the core has more in hand than it should. Any failure closes the channel, and the core hears
 * the reason. State is for the channel's loop only; the methods that the link calls get there by themselves.
 */
public final class EndpointHandler extends ChannelInboundHandlerAdapter {

    /** While the core has so many bytes of this connection in hand, no more are read. */
    static final int WINDOW_BYTES = 256 << 10;

    /**
     * So many bytes are written before the core hears of it: no more than those below which any link is writable again,
     * or it could miss that it is.
     */
    private static final int REPORT_BYTES = UnwrittenLimit.MIN_BYTES_OF_ONE / 2;

    private final CoreLoop core;
    private final Channel channel;
    private final NettyLink link;
    private final Function<? super Link, ? extends Link.Listener> listeners;

    private List<Frame> gathered = new ArrayList<>();
    private int gatheredBytes;
    private long windowBytes = WINDOW_BYTES;
    private long writtenBytes;
    private long writtenAnswerBytes;
    private @Nullable String reason;

    /**
     * For one of many connections.
     *
     * @param limit shared by all of them
     * @param listeners called on the core loop once the connection stands; what comes in goes to what it returns
     */
    public EndpointHandler(
            CoreLoop core,
            Channel channel,
            UnwrittenLimit limit,
            Function<? super Link, ? extends Link.Listener> listeners) {
        this.core = core;
        this.channel = channel;
        this.link = new NettyLink(core, this, limit);
        this.listeners = listeners;
    }

    /** For the only connection of a node. */
    public EndpointHandler(CoreLoop core, Channel channel, Function<? super Link, ? extends Link.Listener> listeners) {
        this(core, channel, new UnwrittenLimit(), listeners);
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        core.execute(() -> link.opened(listeners));
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        Frame frame = (Frame) message;
        gathered.add(frame);
        gatheredBytes += FrameFormat.sizeOf(frame);
        if (gatheredBytes >= WINDOW_BYTES) {
            handOver();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        handOver();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        fail(cause);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        handOver();
        String why = reason == null ? "the peer closed the connection" : reason;
        core.execute(() -> link.gone(why));
    }

    /** Writes the batches in order, with one flush. */
    void write(List<FrameBatch> batches) {
        onChannelLoop(() -> {
            for (FrameBatch batch : batches) {
                channel.write(batch).addListener(future -> written(batch, future));
            }
            channel.flush();
        });
    }

    /** Closes the connection once all that was written before is sent. */
    void closeAfterFlush() {
        onChannelLoop(() -> channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE));
    }

    /** Closes the connection now. */
    void close() {
        onChannelLoop(this::closeNow);
    }

    /** The core is done with so many bytes of what it was handed. */
    void processed(int bytes) {
        onChannelLoop(() -> {
            windowBytes += bytes;
            readWithinWindow();
        });
    }

    private void handOver() {
        if (gathered.isEmpty()) {
            return;
        }
        List<Frame> frames = gathered;
        windowBytes -= gatheredBytes;
        gathered = new ArrayList<>();
        gatheredBytes = 0;
        readWithinWindow();
        core.execute(() -> link.arrived(frames));
    }

    private void readWithinWindow() {
        if (channel.isActive()) {
            channel.config().setAutoRead(windowBytes > 0);
        }
    }

    private void written(FrameBatch batch, Future<?> future) {
        if (!future.isSuccess()) {
            fail(future.cause());
            return;
        }
        writtenBytes += batch.bytes();
        writtenAnswerBytes += batch.answerBytes();
        if (writtenBytes >= REPORT_BYTES) {
            long bytes = writtenBytes;
            long answerBytes = writtenAnswerBytes;
            writtenBytes = 0;
            writtenAnswerBytes = 0;
            core.execute(() -> link.written(bytes, answerBytes));
        }
    }

    /** The first failure counts; those that follow from it say less. */
    private void fail(Throwable cause) {
        if (reason == null && !isOnlyClosed(cause)) {
            reason = Reasons.of(cause);
            if (cause instanceof OtherVersionException other) {
                refuse(other.refusal());
            } else {
                closeNow();
            }
        }
    }

    /** A write came too late, and nothing more is to be learned from that. */
    private static boolean isOnlyClosed(Throwable cause) {
        return cause instanceof ClosedChannelException && cause.getCause() == null;
    }

    private void refuse(Frame refusal) {
        FrameBatch batch = new FrameBatch();
        batch.add(refusal);
        channel.writeAndFlush(batch).addListener(ChannelFutureListener.CLOSE);
    }

    private void closeNow() {
        ChannelFuture unused = channel.close();
    }

    private void onChannelLoop(Runnable task) {
        if (channel.eventLoop().inEventLoop()) {
            task.run();
        } else {
            IoLoops.execute(channel.eventLoop(), task);
        }
    }
}
