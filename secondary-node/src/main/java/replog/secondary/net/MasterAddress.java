package replog.secondary.net;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * Where a secondary looks for its master.
 *
 * @param host name or address
 * @param commPort where nodes connect
 */
public record MasterAddress(String host, int commPort) {

    /** Where clients reach the master, once it has told its port for them. */
    Optional<String> httpUrl(OptionalInt httpPort) {
        return httpPort.isPresent()
                ? Optional.of("http://" + hostInUrl() + ":" + httpPort.getAsInt())
                : Optional.empty();
    }

    @Override
    public String toString() {
        return hostInUrl() + ":" + commPort;
    }

    private String hostInUrl() {
        return host.contains(":") ? "[" + host + "]" : host;
    }
}
