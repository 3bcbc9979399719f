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

    /** How long a closing link tries to get rid of what was written, in milliseconds. */
    static final long MAX_FLUSH_MS = 3000;

    /** So many bytes are processed before the channel hears of it: rarely, yet well before it would stop reading. */
    private static final int REPORT_BYTES = EndpointHandler.WINDOW_BYTES / 4;

    private final CoreLoop core;
    private final EndpointHandler channel;
    private final UnwrittenLimit limit;
    private final Outbox outbox = new Outbox(UnwrittenLimit.MAX_BYTES_OF_ONE);
    private final Deque<Frame> inbox = new ArrayDeque<>();
    private @Nullable Listener listener;
    private int unreportedBytes;
    private boolean writable = true;
    private boolean handOverQueued;
    private @Nullable String closeReason;
    private Scheduler.@Nullable Timer flushDeadline;
    private boolean gone;

    NettyLink(CoreLoop core, EndpointHandler channel, UnwrittenLimit limit) {
        this.core = core;
        this.channel = channel;
        this.limit = limit;
    }

    @Override
    public void write(Frame frame) {
        if (gone || closeReason != null) {
            return;
        }
        outbox.add(frame);
        if (outbox.unwrittenBytes() >= limit.bytesOfOne()) {
            writable = false;
        }
        handOverSoon();
    }

    @Override
    public void flush() {
        List<FrameBatch> batches = outbox.take();
        if (!batches.isEmpty()) {
            channel.write(batches);
        }
        if (closeReason != null && outbox.isEmpty()) {
            channel.closeAfterFlush();
        }
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
        limit.opened();
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
        if (!writable && outbox.unwrittenBytes() < limit.bytesOfOne() / 2) {
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
        limit.gone();
        deliver();
        if (flushDeadline != null) {
            flushDeadline.cancel();
        }
        if (listener != null) {
            listener.closed(closeReason == null ? reason : closeReason);
        }
    }

    /**
     * Shows the core what has arrived, but nothing while too much of its answers is unwritten: a peer that asks without
     * reading the answers gets no more of them. What we ask of it ourselves does not count here, or two nodes that send
     * each other much could both stop reading for good.
     */
    private void deliver() {
        while (!inbox.isEmpty() && (gone || outbox.unwrittenAnswerBytes() < limit.bytesOfOne())) {
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
            core.execute(() -> {
                handOverQueued = false;
                flush();
            });
        }
    }
}
