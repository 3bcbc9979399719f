package replog.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import replog.bench.load.Figures;
import replog.bench.load.Load;
import replog.bench.load.LoadRun;
import replog.chaos.FreePorts;

/** The bare server as a process of its own: what it does is what the wire and the clients allow. */
final class Ceiling implements AutoCloseable {

    private static final long START_MS = 30_000;

    private final JavaProcess process;
    private final InetSocketAddress address;

    private Ceiling(JavaProcess process, InetSocketAddress address) {
        this.process = process;
        this.address = address;
    }

    /**
     * Starts it and waits until it listens.
     *
     * @param folder for what it prints; it serves the files there
     */
    static Ceiling start(Path folder) throws InterruptedException {
        int port = FreePorts.next();
        JavaProcess process = JavaProcess.start(
                "ceiling",
                folder.resolve("ceiling.log"),
                List.of(
                        "-cp",
                        System.getProperty("java.class.path"),
                        CeilingServer.class.getName(),
                        Integer.toString(port),
                        folder.toString()));
        Ceiling ceiling = new Ceiling(process, new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        try {
            ceiling.awaitListening();
            return ceiling;
        } catch (RuntimeException | InterruptedException e) {
            ceiling.close();
            throw e;
        }
    }

    InetSocketAddress address() {
        return address;
    }

    /** What it does under this load, of requests as these. */
    Figures measure(byte[] request, Load load) throws InterruptedException {
        return LoadRun.run(address, request, load);
    }

    @Override
    public void close() {
        process.close();
    }

    private void awaitListening() throws InterruptedException {
        Await.until("the bare server does not listen", START_MS, () -> {
            process.requireAlive();
            try (Socket probe = new Socket(address.getAddress(), address.getPort())) {
                return probe.isConnected();
            } catch (IOException notYet) {
                return false;
            }
        });
    }
}
