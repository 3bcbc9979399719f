package replog.proto.net;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import replog.proto.core.Link;
import replog.proto.core.Scheduler;
import replog.proto.message.Frame;
import replog.proto.wire.FrameBatch;
import replog.proto.wire.FrameFormat;

/**
 * The core's side of one connection; {@link EndpointHandler} is the channel's. Frames are gathered and handed to the
 * channel when the core loop has done all that was queued, many in one go under load and at once when idle. Core loop
 * only.
 */
final class NettyLink implements Link {

    /** From so many unwritten bytes on the link says that it is not writable, and the channel is given no more. */
    static final int HIGH_WATER_BYTES = 1 << 20;

    /** Below so many it is writable again. */
    static final int LOW_WATER_BYTES = HIGH_WATER_BYTES / 2;

    /**
     * From so many unwritten bytes of responses on, the core is shown no further frame: a peer that asks without reading
     * the answers gets no more of them. What we ask of it ourselves does not count here, or two nodes that send each
     * other much could both stop reading for good.
     */
    static final int MAX_UNWRITTEN_ANSWER_BYTES = 1 << 20;

    /** How long a closing link tries to get rid of what was written, in milliseconds. */
    static final long MAX_FLUSH_MS = 3000;

    /** So many bytes are processed before the channel hears of it: rarely, yet well before it would stop reading. */
    private static final int REPORT_BYTES = EndpointHandler.WINDOW_BYTES / 4;

    private final CoreLoop core;
    private final EndpointHandler channel;
    private final Outbox outbox = new Outbox(HIGH_WATER_BYTES);
    private final Deque<Frame> inbox = new ArrayDeque<>();
    private @Nullable Listener listener;
    private int unreportedBytes;
    private boolean writable = true;
    private boolean handOverQueued;
    private @Nullable String closeReason;
    private Scheduler.@Nullable Timer flushDeadline;
    private boolean gone;

    NettyLink(CoreLoop core, EndpointHandler channel) {
        this.core = core;
        this.channel = channel;
    }

    @Override
    public void write(Frame frame) {
        if (gone || closeReason != null) {
            return;
        }
        outbox.add(frame);
        if (outbox.unwrittenBytes() >= HIGH_WATER_BYTES) {
            writable = false;
        }
        handOverSoon();
    }

    @Override
    public boolean isWritable() {
        return writable;
    }

    @Override
    public void close(String reason) {
        if (gone || closeReason != null) {
            return;
        }
        closeReason = reason;
        flushDeadline = core.schedule(MAX_FLUSH_MS, channel::close);
        handOverSoon();
    }

    /** The connection stands. */
    void opened(Function<? super Link, ? extends Listener> listeners) {
        listener = listeners.apply(this);
    }

    /** Frames have arrived. */
    void arrived(List<Frame> frames) {
        inbox.addAll(frames);
        deliver();
    }

    /** The channel has written so many bytes, some of them of responses. */
    void written(long bytes, long answerBytes) {
        outbox.written(bytes, answerBytes);
        if (!outbox.isEmpty()) {
            handOverSoon();
        }
        if (!writable && outbox.unwrittenBytes() < LOW_WATER_BYTES) {
            writable = true;
            if (listener != null && closeReason == null) {
                listener.writable();
            }
        }
        deliver();
    }

    /** The connection is gone. */
    void gone(String reason) {
        gone = true;
        deliver();
        if (flushDeadline != null) {
            flushDeadline.cancel();
        }
        if (listener != null) {
            listener.closed(closeReason == null ? reason : closeReason);
        }
    }

    private void deliver() {
        while (!inbox.isEmpty() && (gone || outbox.unwrittenAnswerBytes() < MAX_UNWRITTEN_ANSWER_BYTES)) {
            Frame frame = inbox.remove();
            if (listener != null && closeReason == null) {
                listener.received(frame);
            }
            processed(FrameFormat.sizeOf(frame));
        }
    }

    private void processed(int bytes) {
        unreportedBytes += bytes;
        if (unreportedBytes >= REPORT_BYTES) {
            channel.processed(unreportedBytes);
            unreportedBytes = 0;
        }
    }

    private void handOverSoon() {
        if (!handOverQueued) {
            handOverQueued = true;
            core.execute(this::handOver);
        }
    }

    private void handOver() {
        handOverQueued = false;
        List<FrameBatch> batches = outbox.take();
        if (!batches.isEmpty()) {
            channel.write(batches);
        }
        if (closeReason != null && outbox.isEmpty()) {
            channel.closeAfterFlush();
        }
    }
}
