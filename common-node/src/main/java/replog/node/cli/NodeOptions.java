package replog.node.cli;

/**
 * What every node was told on its command line or by its environment. Ranges and defaults are those of
 * {@link NodeFlags}.
 *
 * @param name the friendly name
 * @param bindAddress the address or host name to listen on
 * @param httpPort the port for clients, 0 for any free one
 * @param httpWorkers how many event loops serve clients
 * @param responseTimeoutMs a request unanswered for this long is invalidated
 * @param sendDelay the artificial delay before each request
 * @param maxMessageBytes the longest text of a message, in bytes of UTF-8
 */
public record NodeOptions(
        String name,
        String bindAddress,
        int httpPort,
        int httpWorkers,
        int responseTimeoutMs,
        DelayRange sendDelay,
        int maxMessageBytes,
        LogLevel logLevel) {}
