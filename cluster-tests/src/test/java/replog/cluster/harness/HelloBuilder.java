package replog.cluster.harness;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import replog.proto.message.Body.Hello;
import replog.proto.message.LogId;
import replog.proto.message.NodeId;
import replog.proto.message.Protocol;
import replog.proto.message.RunningChecksum;

/** The Hello of a node of its own without messages, but for what a test changes. */
public final class HelloBuilder {

    private final String name;
    private int version = Protocol.VERSION;
    private NodeId nodeId = new NodeId(UUID.randomUUID());
    private @Nullable LogId logId;
    private long firstGap;
    private int checksum = RunningChecksum.EMPTY;
    private int maxMessageBytes = 1 << 20;

    /** The Hello of a node of this name. */
    public HelloBuilder(String name) {
        this.name = name;
    }

    /** It speaks this version of the protocol. */
    public HelloBuilder version(int otherVersion) {
        version = otherVersion;
        return this;
    }

    /** It has this id. */
    public HelloBuilder nodeId(NodeId id) {
        nodeId = id;
        return this;
    }

    /** It holds so many messages of this log, with this running checksum. */
    public HelloBuilder holding(long messages, LogId ofLog, int listChecksum) {
        firstGap = messages;
        logId = ofLog;
        checksum = listChecksum;
        return this;
    }

    /** It takes messages of at most so many bytes. */
    public HelloBuilder maxMessageBytes(int bytes) {
        maxMessageBytes = bytes;
        return this;
    }

    /** The Hello. */
    public Hello build() {
        return new Hello(version, nodeId, name, 9999, logId, firstGap, checksum, maxMessageBytes, true);
    }
}
