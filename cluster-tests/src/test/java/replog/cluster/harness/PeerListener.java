package replog.cluster.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import replog.chaos.FreePorts;

/** Listens where a secondary looks for its master. Its connections wait until they are accepted. */
public final class PeerListener implements AutoCloseable {

    private final ServerSocket server;

    /** Listens on a free port of 127.0.0.1. */
    public PeerListener() {
        try {
            server = new ServerSocket(FreePorts.next(), 10, InetAddress.getLoopbackAddress());
            server.setSoTimeout(Await.BOUND_MS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it listens. */
    public int port() {
        return server.getLocalPort();
    }

    /** The next connection. */
    public Peer accept() {
        try {
            return new Peer(RawConnection.wrap(server.accept()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
