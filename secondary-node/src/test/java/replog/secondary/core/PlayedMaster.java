package replog.secondary.core;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import replog.node.log.InMemoryLog;
import replog.node.log.SlowLog;
import replog.proto.core.Dialer;
import replog.proto.core.Link;
import replog.proto.core.SendDelay;
import replog.proto.message.Body;
import replog.proto.message.Body.AddMessage;
import replog.proto.message.Body.HelloAccepted;
import replog.proto.message.Body.Request;
import replog.proto.message.Body.Response;
import replog.proto.message.Frame;
import replog.proto.message.LogId;
import replog.proto.message.LogMessage;
import replog.proto.message.NodeId;
import replog.proto.sim.RecordingLink;
import replog.proto.sim.VirtualScheduler;

/** A real secondary in virtual time, whose master and network are played by the test. */
final class PlayedMaster implements Dialer {

    static final LogId LOG_ID = new LogId(new UUID(1, 1));
    static final NodeId NODE_ID = new NodeId(new UUID(0, 1));
    static final SecondarySettings SETTINGS =
            new SecondarySettings("bonnie", NODE_ID, 8081, 1500, 3000, 1 << 20, 10_000, true);
    static final int HEARTBEAT_MS = 1000;

    final VirtualScheduler scheduler = new VirtualScheduler();
    final InMemoryLog log = new InMemoryLog();
    final SlowLog disk = new SlowLog(log);
    final SecondaryNode node;

    /** How often the secondary has said that it can take nothing more. */
    int failures;

    private final List<Dialer.Listener> attempts = new ArrayList<>();
    private RecordingLink link = new RecordingLink();
    private Link.@Nullable Listener listener;

    PlayedMaster() {
        this(SendDelay.NONE);
    }

    PlayedMaster(SendDelay sendDelay) {
        this(sendDelay, false);
    }

    private PlayedMaster(SendDelay sendDelay, boolean onDisk) {
        node = new SecondaryNode(SETTINGS, onDisk ? disk : log, scheduler, sendDelay, this, () -> failures++);
    }

    /** For a secondary whose list is held only when the test syncs {@link #disk}. */
    static PlayedMaster ofSecondaryOnDisk() {
        return new PlayedMaster(SendDelay.NONE, true);
    }

    @Override
    public void dial(Dialer.Listener attempt) {
        attempts.add(attempt);
    }

    /** How often the secondary has tried to connect. */
    int attempts() {
        return attempts.size();
    }

    /** Lets its last attempt succeed. */
    void connects() {
        link = new RecordingLink();
        listener = attempts.get(attempts.size() - 1).connected(link);
    }

    /** Lets its last attempt fail. */
    void connectsNot() {
        attempts.get(attempts.size() - 1).failed("connection refused");
    }

    void disconnects() {
        if (listener != null) {
            listener.closed("connection reset");
        }
    }

    /** Starts the secondary and accepts it as a node of a list of so many messages. */
    void accepts(long messageCount) {
        node.start();
        connects();
        answersHello(accepted(messageCount));
    }

    /** Answers the Hello that the secondary has just sent. */
    void answersHello(Response answer) {
        answers(Body.Hello.class, answer);
    }

    /** Answers the only request of this type that has come since the last look; all other frames are forgotten. */
    <R extends Request> R answers(Class<R> type, Response answer) {
        List<Frame> asked = link.take().stream()
                .filter(frame -> type.isInstance(frame.body()))
                .toList();
        if (asked.size() != 1) {
            throw new AssertionError(asked + " instead of one " + type.getSimpleName());
        }
        says(new Frame(asked.get(0).requestId(), answer));
        return type.cast(asked.get(0).body());
    }

    /** Sends messages together. */
    void sends(LogMessage... messages) {
        asks(messages[0].id(), new AddMessage(List.of(messages)));
    }

    void asks(long requestId, Request request) {
        says(new Frame(requestId, request));
    }

    void says(Frame frame) {
        if (listener == null) {
            throw new AssertionError("not connected");
        }
        listener.received(frame);
    }

    RecordingLink link() {
        return link;
    }

    boolean isConnected() {
        return link.closedBecause().isEmpty();
    }

    /** What it was sent since the last look. */
    <B extends Body> List<B> got(Class<B> type) {
        return link.take(type);
    }

    static HelloAccepted accepted(long messageCount) {
        return new HelloAccepted(LOG_ID, messageCount, 8080, HEARTBEAT_MS);
    }
}
