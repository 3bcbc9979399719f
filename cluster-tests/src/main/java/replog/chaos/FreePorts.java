package replog.chaos;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Random;

/**
 * Ports of 127.0.0.1 that nobody listens on. They lie below those that the system gives to outgoing connections, so that a
 * node that was killed finds its port free when it comes back.
 */
public final class FreePorts {

    private static final int FIRST = 20_000;
    private static final int END = 32_000;

    private static final Random RANDOM = new Random();

    private FreePorts() {}

    /** One of them, another each time as far as possible. */
    public static int next() {
        for (int attempt = 0; attempt < 100; attempt++) {
            int port = FIRST + RANDOM.nextInt(END - FIRST);
            if (isFree(port)) {
                return port;
            }
        }
        throw new IllegalStateException("no free port found between " + FIRST + " and " + END);
    }

    /** Whether nobody listens on this port. */
    public static boolean isFree(int port) {
        try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return probe.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
