package replog.sim;

import io.netty.handler.codec.DecoderException;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import replog.history.HistoryEvent.Answer;
import replog.history.HistoryEvent.Answered;
import replog.history.HistoryEvent.Arrive;
import replog.history.HistoryEvent.Cut;
import replog.history.HistoryEvent.Write;
import replog.proto.core.Link;
import replog.proto.message.Body;
import replog.proto.message.Frame;
import replog.proto.message.LogMessage;

/** One end of a connection, in its process: what production does with a channel. */
final class SimEnd implements Link {

    private final SimHistory history;
    private final SimProcess process;
    private final String node;
    private final String peer;
    private final SimPipe out;
    private final SimDecoder decoder;
    private final long highWaterBytes;
    private final BitSet arrivedMessages;
    private final Map<Long, Integer> attempts = new HashMap<>();
    private Runnable onHeard = () -> {};
    private @Nullable Listener listener;
    private boolean writable = true;
    private boolean closed;
    private boolean gone;

    /** @param arrivedMessages the ids that have arrived at this node so far, whatever the connection */
    SimEnd(
            SimHistory history,
            SimProcess process,
            String node,
            String peer,
            SimPipe out,
            SimDecoder decoder,
            long highWaterBytes,
            BitSet arrivedMessages) {
        this.history = history;
        this.process = process;
        this.node = node;
        this.peer = peer;
        this.out = out;
        this.decoder = decoder;
        this.highWaterBytes = highWaterBytes;
        this.arrivedMessages = arrivedMessages;
    }

    /** What arrives goes to {@code core}; {@code heard} runs after each frame but a Pong. */
    void open(Listener core, Runnable heard) {
        listener = core;
        onHeard = heard;
    }

    SimProcess process() {
        return process;
    }

    boolean isGone() {
        return gone;
    }

    @Override
    public void write(Frame frame) {
        if (closed) {
            return;
        }
        long id = frame.requestId();
        if (frame.body() instanceof Body.Request) {
            int attempt = attempts.merge(id, 1, Integer::sum);
            history.add(new Write(history.t(), node, peer, id, type(frame), firstId(frame), lastId(frame), attempt));
        } else {
            history.add(new Answer(history.t(), node, peer, id, type(frame), firstGap(frame)));
        }
        out.send(frame);
        if (out.underWayBytes() >= highWaterBytes) {
            writable = false;
        }
    }

    @Override
    public void flush() {
        // What is written is under way at once.
    }

    @Override
    public boolean isWritable() {
        return writable;
    }

    @Override
    public void close(String reason) {
        if (!closed) {
            closed = true;
            out.finish();
            process.in(0, () -> end(reason));
        }
    }

    /** The network or the other process has broken the connection. */
    void broken(String reason) {
        closed = true;
        out.drop();
        process.in(0, () -> end(reason));
    }

    /** The other end has closed, in good order. */
    void closedByPeer() {
        if (!closed) {
            closed = true;
            out.drop();
            end("the peer closed the connection");
        }
    }

    /** Something of what was sent has arrived. */
    void drained() {
        if (!writable && out.underWayBytes() < highWaterBytes / 2) {
            writable = true;
            process.in(0, () -> {
                if (listener != null && !gone) {
                    listener.writable();
                }
            });
        }
    }

    void arrived(byte[] bytes) {
        if (closed) {
            return;
        }
        try {
            decoder.decode(bytes, this::received);
        } catch (DecoderException nonsense) {
            close(String.valueOf(nonsense.getMessage()));
        }
    }

    private void received(Frame frame) {
        if (closed || listener == null) {
            return;
        }
        long id = frame.requestId();
        if (frame.body() instanceof Body.Request) {
            boolean duplicate = frame.body() instanceof Body.AddMessage add && hadArrived(add);
            history.add(new Arrive(history.t(), node, peer, id, type(frame), firstId(frame), lastId(frame), duplicate));
        } else {
            boolean late = attempts.getOrDefault(id, 0) > 1;
            history.add(new Answered(history.t(), node, peer, id, type(frame), firstGap(frame), late));
        }
        listener.received(frame);
        if (!(frame.body() instanceof Body.Pong)) {
            onHeard.run();
        }
    }

    private void end(String reason) {
        if (!gone) {
            gone = true;
            decoder.end();
            history.add(new Cut(history.t(), node, peer, reason));
            if (listener != null) {
                listener.closed(reason);
                onHeard.run();
            }
        }
    }

    private static String type(Frame frame) {
        return frame.body().getClass().getSimpleName();
    }

    private boolean hadArrived(Body.AddMessage add) {
        boolean duplicate = true;
        for (LogMessage message : add.messages()) {
            duplicate &= arrivedMessages.get((int) message.id());
            arrivedMessages.set((int) message.id());
        }
        return duplicate;
    }

    private static @Nullable Long firstId(Frame frame) {
        return frame.body() instanceof Body.AddMessage add ? add.firstId() : null;
    }

    private static @Nullable Long lastId(Frame frame) {
        return frame.body() instanceof Body.AddMessage add && add.messages().size() > 1 ? add.endId() - 1 : null;
    }

    private static @Nullable Long firstGap(Frame frame) {
        if (frame.body() instanceof Body.MessageAdded added) {
            return added.firstGap();
        }
        return frame.body() instanceof Body.Pong pong ? pong.firstGap() : null;
    }
}
