package replog.master.core;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import replog.proto.message.LogId;
import replog.proto.message.NodeId;

/**
 * A picture of the master and of what it knows of the others, taken at one moment.
 *
 * @param messageCount how many messages the master holds, which is also its first gap
 * @param waiting how many clients wait for their write concern
 * @param quorum how many nodes must be there for a message to be taken, if that was asked for
 * @param present how many are there: the master and the healthy secondaries
 * @param syncs how many times the master's disk was waited for
 * @param diskFailure why the master takes no more messages for good, where its disk has failed
 * @param secondaries the known ones, in the order in which they first came
 */
public record MasterHealth(
        String name,
        NodeId nodeId,
        LogId logId,
        long messageCount,
        int waiting,
        OptionalInt quorum,
        int present,
        long syncs,
        Optional<String> diskFailure,
        List<Secondary> secondaries) {

    public MasterHealth {
        secondaries = List.copyOf(secondaries);
    }

    /** Whether messages are refused for want of a quorum. */
    public boolean isReadOnly() {
        return quorum.isPresent() && present < quorum.getAsInt();
    }

    /**
     * One secondary.
     *
     * @param firstGap it holds all messages before this id
     * @param lag how many of the master's messages it lacks
     * @param lastHeardMs milliseconds since it was last heard of
     */
    public record Secondary(
            String name,
            NodeId nodeId,
            NodeState state,
            boolean connected,
            long firstGap,
            long lag,
            long lastHeardMs) {}
}
