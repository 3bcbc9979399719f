package replog.secondary.core;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import replog.proto.message.LogId;
import replog.proto.message.NodeId;

/**
 * A picture of a secondary, taken at one moment.
 *
 * @param logId the log that its messages belong to; none before the first master
 * @param caughtUp whether its first catch-up is complete, so that it may show its list
 * @param replication how it stands with the master
 * @param firstGap it holds all messages before this id
 * @param waitingBehindGap how many messages it keeps that lie behind a gap
 * @param masterHttpPort where the master answers clients, once it said so
 * @param lastHeardMs milliseconds since the master was last heard; none while never
 * @param refusedBecause why the master refused this node when it last answered it, where it did
 * @param syncs how many times the node's disk was waited for
 * @param diskFailure why the node takes no more messages for good, where its disk has failed
 */
public record SecondaryHealth(
        String name,
        NodeId nodeId,
        Optional<LogId> logId,
        boolean caughtUp,
        Replication replication,
        long firstGap,
        int waitingBehindGap,
        OptionalInt masterHttpPort,
        OptionalLong lastHeardMs,
        Optional<String> refusedBecause,
        long syncs,
        Optional<String> diskFailure) {

    /** Whether messages can come in. */
    public enum Replication {
        /** The master has accepted this node. */
        CONNECTED,
        /** There is no connection, or no answer to Hello yet, or a refusal. */
        DISCONNECTED
    }
}
