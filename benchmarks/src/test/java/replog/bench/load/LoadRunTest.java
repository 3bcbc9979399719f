package replog.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Against a server that is as simple as can be. */
class LoadRunTest {

    private static final byte[] REQUEST = "R".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ANSWER =
            "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok".getBytes(StandardCharsets.US_ASCII);

    @Test
    void countsEveryAnswerOfTheMeasuredTime() throws Exception {
        try (ServerSocket server = server(Integer.MAX_VALUE)) {
            Figures figures = LoadRun.run(address(server), REQUEST, new Load(3, 4, 0, 50, 300, 1_000_000));

            assertTrue(figures.count() > 0);
            assertEquals(Set.of(200), figures.byStatus().keySet());
            assertEquals(figures.count(), figures.byStatus().get(200));
            assertTrue(figures.percentileMicros(50) <= figures.percentileMicros(99));
            assertEquals(figures.count() / 0.3, figures.perSecond(), 1e-6);
        }
    }

    @Test
    void runsCountTogether() throws Exception {
        try (ServerSocket server = server(Integer.MAX_VALUE)) {
            Figures one = LoadRun.run(address(server), REQUEST, new Load(1, 1, 0, 0, 200, 1_000_000));
            Figures other = LoadRun.run(address(server), REQUEST, new Load(1, 1, 0, 0, 300, 1_000_000));

            Figures sum = Figures.sum(List.of(one, other));

            assertEquals(one.count() + other.count(), sum.count());
            assertEquals(Map.of(200, sum.count()), sum.byStatus());
            assertEquals(sum.count() / 0.5, sum.perSecond(), 1e-6);
            assertTrue(sum.percentileMicros(100) >= one.percentileMicros(100));
            assertTrue(sum.percentileMicros(100) >= other.percentileMicros(100));
        }
    }

    @Test
    void endsAfterTheMostRequests() throws Exception {
        try (ServerSocket server = server(Integer.MAX_VALUE)) {
            Figures figures = LoadRun.run(address(server), REQUEST, new Load(1, 1, 0, 0, 60_000, 10));

            assertEquals(Map.of(200, 10L), figures.byStatus());
        }
    }

    @Test
    void asksAtAFixedRate() throws Exception {
        try (ServerSocket server = server(Integer.MAX_VALUE)) {
            Figures figures = LoadRun.run(address(server), REQUEST, new Load(2, 8, 100, 0, 1000, 1_000_000));

            assertTrue(figures.count() <= 101, "answered " + figures.count());
            assertTrue(figures.count() > 0);
        }
    }

    @Test
    void aServerThatClosesFailsTheRun() throws Exception {
        try (ServerSocket server = server(5)) {
            InetSocketAddress address = address(server);

            assertThrows(
                    IllegalStateException.class,
                    () -> LoadRun.run(address, REQUEST, new Load(1, 1, 0, 0, 60_000, 1_000_000)));
        }
    }

    private static InetSocketAddress address(ServerSocket server) {
        return new InetSocketAddress(server.getInetAddress(), server.getLocalPort());
    }

    /** Answers each byte of a request, so many on each connection. */
    private static ServerSocket server(int answers) throws IOException {
        ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        daemon(() -> {
            while (!server.isClosed()) {
                Socket socket = server.accept();
                daemon(() -> answer(socket, answers));
            }
        });
        return server;
    }

    private static void answer(Socket socket, int answers) throws IOException {
        try (socket) {
            InputStream in = socket.getInputStream();
            for (int i = 0; i < answers && in.read() >= 0; i++) {
                socket.getOutputStream().write(ANSWER);
            }
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void daemon(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException e) {
                // The other end, or the test, is done with it.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }
}
