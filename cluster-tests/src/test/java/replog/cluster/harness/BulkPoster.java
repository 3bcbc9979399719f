package replog.cluster.harness;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;

/** Adds very many messages over a few connections, each of which sends on without waiting for the answers. */
public final class BulkPoster {

    private static final int CONNECTIONS = 8;
    private static final int BATCH = 200;
    private static final byte[] OK = "HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.US_ASCII);

    private BulkPoster() {}

    /** Adds messages number 0 to {@code count}, in any order, and returns when each is answered with 200. */
    public static void post(int httpPort, int count, IntFunction<String> messages) {
        ExecutorService threads = Executors.newFixedThreadPool(2 * CONNECTIONS);
        try {
            List<CompletableFuture<Void>> parts = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                int from = (int) ((long) count * i / CONNECTIONS);
                int to = (int) ((long) count * (i + 1) / CONNECTIONS);
                RawConnection connection = RawConnection.to(httpPort);
                parts.add(CompletableFuture.runAsync(() -> sendAll(connection, from, to, messages), threads));
                parts.add(CompletableFuture.runAsync(() -> awaitAnswers(connection, to - from), threads));
            }
            parts.forEach(CompletableFuture::join);
        } finally {
            threads.shutdownNow();
        }
    }

    private static void sendAll(RawConnection connection, int from, int to, IntFunction<String> messages) {
        for (int i = from; i < to; i += BATCH) {
            ByteArrayOutputStream batch = new ByteArrayOutputStream();
            for (int j = i; j < Math.min(to, i + BATCH); j++) {
                batch.writeBytes(Requests.post(messages.apply(j), 1).getBytes(StandardCharsets.US_ASCII));
            }
            connection.send(batch.toByteArray());
        }
    }

    /** Counts status lines: they can be nowhere else, for a receipt has no line ends. */
    private static void awaitAnswers(RawConnection connection, int count) {
        try (connection) {
            InputStream in = connection.in();
            byte[] buffer = new byte[64 << 10];
            int answers = 0;
            int matched = 0;
            while (answers < count) {
                int read = in.read(buffer);
                if (read < 0) {
                    throw new AssertionError("closed after " + answers + " of " + count + " answers");
                }
                for (int i = 0; i < read; i++) {
                    matched = buffer[i] == OK[matched] ? matched + 1 : buffer[i] == OK[0] ? 1 : 0;
                    if (matched == OK.length) {
                        answers++;
                        matched = 0;
                    }
                }
            }
        } catch (IOException e) {
            throw new AssertionError("not every message was answered with 200", e);
        }
    }
}
