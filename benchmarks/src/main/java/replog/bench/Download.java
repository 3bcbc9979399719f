package replog.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads one long answer, as fast as it comes. */
final class Download {

    private static final int BUFFER_BYTES = 256 << 10;

    /** Without a byte for so long it fails, in milliseconds. */
    private static final int PATIENCE_MS = 60_000;

    private static final double NANOS_PER_SECOND = 1e9;
    private static final double BYTES_PER_MEGABYTE = 1e6;

    private Download() {}

    /**
     * GETs {@code path}.
     *
     * @param copy where all that comes is written to; null = nowhere
     * @return at what rate it came, in MB/s
     */
    static double of(InetSocketAddress server, String path, @Nullable Path copy) throws IOException {
        long startNanos = System.nanoTime();
        long bytes = 0;
        try (Socket socket = new Socket(server.getAddress(), server.getPort());
                OutputStream out = copy == null
                        ? OutputStream.nullOutputStream()
                        : new BufferedOutputStream(Files.newOutputStream(copy))) {
            socket.setSoTimeout(PATIENCE_MS);
            String request = "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            byte[] buffer = new byte[BUFFER_BYTES];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                out.write(buffer, 0, read);
                bytes += read;
            }
        }
        return bytes / BYTES_PER_MEGABYTE / ((System.nanoTime() - startNanos) / NANOS_PER_SECOND);
    }
}
