package replog.secondary.core;

import replog.proto.message.NodeId;

/**
 * How a secondary works.
 *
 * @param name its friendly name
 * @param httpPort where it answers clients, 1 to 65535
 * @param responseTimeoutMs a request unanswered for this long, in milliseconds, is sent again
 * @param reconnectMs the pause before the next attempt to connect, in milliseconds
 * @param maxMessageBytes the largest text of a message
 * @param helloDeadlineMs a connection on which the master has not answered Hello after so many milliseconds is closed
 * @param tellsMessages whether log lines about single messages are for every reader
 */
public record SecondarySettings(
        String name,
        NodeId nodeId,
        int httpPort,
        long responseTimeoutMs,
        long reconnectMs,
        int maxMessageBytes,
        long helloDeadlineMs,
        boolean tellsMessages) {}
