package replog.master.core;

import java.util.OptionalInt;
import replog.proto.message.FrameLimits;
import replog.proto.message.NodeId;

/**
 * How a master works.
 *
 * @param name its friendly name
 * @param httpPort where it answers clients, 1 to 65535
 * @param responseTimeoutMs a request unanswered for this long, in milliseconds, is sent again
 * @param heartbeatMs how often it pings each secondary, in milliseconds
 * @param maxMessageBytes the largest text of a message
 * @param maxWaiting how many clients may wait for their write concern
 * @param quorum how many nodes, itself among them, must be there for it to take a message; none = any number
 * @param helloDeadlineMs a connection that has not said Hello after so many milliseconds is closed
 * @param maxRunMessages how many new messages travel in one AddMessage, 1 to {@link FrameLimits#MAX_RUN_MESSAGES}; 1 where
 *     each is to be delayed by itself
 * @param tellsMessages whether log lines about single messages are for every reader
 */
public record MasterSettings(
        String name,
        NodeId nodeId,
        int httpPort,
        long responseTimeoutMs,
        int heartbeatMs,
        int maxMessageBytes,
        int maxWaiting,
        OptionalInt quorum,
        long helloDeadlineMs,
        int maxRunMessages,
        boolean tellsMessages) {}
