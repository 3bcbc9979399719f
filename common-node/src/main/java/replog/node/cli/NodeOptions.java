package replog.node.cli;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What every node was told on its command line or by its environment. Ranges and defaults are those of
 * {@link NodeFlags}.
 *
 * @param name the friendly name
 * @param bindAddress the address or host name to listen on
 * @param httpPort the port for clients
 * @param httpWorkers how many event loops serve clients
 * @param responseTimeoutMs a request unanswered for this long, in milliseconds, is invalidated
 * @param sendDelay the artificial delay before each request
 * @param maxMessageBytes the longest text of a message, in bytes of UTF-8
 * @param maxBodyBytes the longest body of a request, in bytes, as far as the heap and the longest message allow
 * @param dataDir where the list is kept; none = in memory only
 * @param segmentBytes how long a file of the list gets, in bytes
 */
public record NodeOptions(
        String name,
        String bindAddress,
        int httpPort,
        int httpWorkers,
        int responseTimeoutMs,
        DelayRange sendDelay,
        int maxMessageBytes,
        int maxBodyBytes,
        Optional<Path> dataDir,
        int segmentBytes,
        LogLevel logLevel) {

    private static final long HELLO_GRACE_MS = 10_000;

    /**
     * Where to listen on this port. Looks the host up, so it may take a while.
     *
     * @throws StartException where there is no such host
     */
    public InetSocketAddress listenAddress(int port) throws StartException {
        InetSocketAddress address = new InetSocketAddress(bindAddress, port);
        if (address.isUnresolved()) {
            throw new StartException("cannot listen on " + shownAddress(port) + ": unknown host");
        }
        return address;
    }

    /** The address for this port as people write it. */
    public String shownAddress(int port) {
        return (bindAddress.contains(":") ? "[" + bindAddress + "]" : bindAddress) + ":" + port;
    }

    /**
     * How long a connection may be without a Hello or its answer, in milliseconds. Hello is delayed like every request,
     * on the other node as on this one.
     */
    public long helloDeadlineMs() {
        return sendDelay.maxMs() + HELLO_GRACE_MS;
    }
}
