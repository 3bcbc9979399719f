package replog.proto.core;

/**
 * How an endpoint works.
 *
 * @param peer the name of the other end, for log lines
 * @param responseTimeoutMs a request unanswered for this long, in milliseconds, at least 1, is given up and sent again
 * @param tellsMessages whether lines about single requests are for every reader of the log
 */
public record EndpointSettings(String peer, long responseTimeoutMs, boolean tellsMessages) {}
