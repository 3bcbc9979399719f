package replog.master.core;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import replog.proto.core.Link;
import replog.proto.message.Body;
import replog.proto.message.Body.AddMessage;
import replog.proto.message.Body.Hello;
import replog.proto.message.Body.MessageAdded;
import replog.proto.message.Body.Ping;
import replog.proto.message.Body.Pong;
import replog.proto.message.Body.Request;
import replog.proto.message.Frame;
import replog.proto.message.LogId;
import replog.proto.message.LogMessage;
import replog.proto.message.NodeId;
import replog.proto.message.Protocol;
import replog.proto.sim.RecordingLink;

/** A secondary played by the test: it says what the test makes it say, and keeps what the master writes to it. */
final class PlayedSecondary {

    private final PlayedMaster master;
    private final NodeId nodeId;
    private final String name;
    private RecordingLink link = new RecordingLink();
    private Link.Listener listener;
    private long nextRequestId = -1;

    PlayedSecondary(PlayedMaster master, int id, String name) {
        this.master = master;
        this.nodeId = new NodeId(new UUID(id, id));
        this.name = name;
        this.listener = master.node.accepted(link, "nowhere");
    }

    /** Connects once more. Nobody has told the master that the older connection is gone. */
    void connectAgain() {
        link = new RecordingLink();
        listener = master.node.accepted(link, "nowhere");
    }

    void disconnect() {
        listener.closed("connection reset");
    }

    /** Says that it holds the beginning of the master's list. */
    void hello(long firstGap) {
        hello(firstGap == 0 ? null : PlayedMaster.LOG_ID, firstGap, master.log.checksum(firstGap));
    }

    void hello(@Nullable LogId logId, long firstGap, int checksum) {
        asks(new Hello(Protocol.VERSION, nodeId, name, 8081, logId, firstGap, checksum, 1 << 20, true));
    }

    /** Says that it holds the beginning of the master's list, but does not show it yet. */
    void helloBeforeItsFirstCatchUpIsComplete(long firstGap) {
        int checksum = master.log.checksum(firstGap);
        asks(new Hello(Protocol.VERSION, nodeId, name, 8081, PlayedMaster.LOG_ID, firstGap, checksum, 1 << 20, false));
    }

    void asks(Request request) {
        says(new Frame(nextRequestId--, request));
    }

    void says(Frame frame) {
        listener.received(frame);
    }

    /** Answers the AddMessage of this message. */
    void answers(long messageId, long firstGap) {
        says(new Frame(messageId, new MessageAdded(firstGap)));
    }

    /** Answers every Ping that has come since the last look, and forgets all else that has. */
    void answersPings(long firstGap) {
        for (Frame frame : link.take()) {
            if (frame.body() instanceof Ping) {
                says(new Frame(frame.requestId(), new Pong(firstGap)));
            }
        }
    }

    /** The network between the two keeps up no more, or again. */
    void keepsUp(boolean isWritable) {
        link.setWritable(isWritable);
        if (isWritable) {
            listener.writable();
        }
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

    /** The ids of the messages that it was sent since the last look. */
    List<Long> gotMessages() {
        return got(AddMessage.class).stream()
                .flatMap(add -> add.messages().stream())
                .map(LogMessage::id)
                .toList();
    }
}
