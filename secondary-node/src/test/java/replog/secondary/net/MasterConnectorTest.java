package replog.secondary.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.EventLoop;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import replog.proto.core.Dialer;
import replog.proto.core.Link;
import replog.proto.message.Body.Ping;
import replog.proto.message.Frame;
import replog.proto.net.CoreLoop;
import replog.proto.net.IoLoops;

class MasterConnectorTest {

    private static final long PATIENCE_S = 30;

    private final EventLoop coreThread = IoLoops.loop("core");
    private final List<Throwable> bugs = new CopyOnWriteArrayList<>();
    private final CoreLoop core = new CoreLoop(coreThread, bugs::add);
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();

    @AfterEach
    void stop() {
        coreThread.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
        assertEquals(List.of(), bugs);
        assertTrue(told.isEmpty());
    }

    @Test
    void connectsAndCarriesTheLinkOnTheCoreLoop() throws Exception {
        try (ServerSocket master = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            dial(new MasterConnector(core, "localhost", master.getLocalPort(), 1000));
            try (Socket connection = master.accept()) {
                assertEquals("core: connected", next());
                byte[] ping = connection.getInputStream().readNBytes(17);
                assertEquals("0000000d05ffffffffffffffff", HexFormat.of().formatHex(ping, 0, 13));

                connection.getOutputStream().write(ping);
                assertEquals("Frame[requestId=-1, body=Ping[]]", next());
            }
            assertEquals("closed: the peer closed the connection", next());
        }
    }

    @Test
    void tellsWhyItCouldNotConnect() throws Exception {
        int unused;
        try (ServerSocket closedSoon = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            unused = closedSoon.getLocalPort();
        }

        dial(new MasterConnector(core, "127.0.0.1", unused, 1000));

        assertEquals("failed: connection refused", next());
    }

    @Test
    void tellsThatThereIsNoSuchHost() throws Exception {
        // A name that Java refuses by itself, so that no name server is asked.
        dial(new MasterConnector(core, "[::zz]", 6000, 1000));

        assertTrue(next().startsWith("failed: unknown host [::zz]"));
    }

    @Test
    void waitsForASilentNameServerOnlySoLongAndNotTwiceAtATime() throws Exception {
        CountDownLatch silence = new CountDownLatch(1);
        HostLookup lookup = new HostLookup(core, "master", host -> {
            try {
                silence.await(PATIENCE_S, TimeUnit.SECONDS);
            } catch (InterruptedException stopped) {
                throw new IllegalStateException(stopped);
            }
            return InetAddress.getLoopbackAddress();
        });

        lookUp(lookup);
        assertEquals("no address of master within 3000 ms", next());
        lookUp(lookup);
        assertEquals("still looking for the address of master", next());
        silence.countDown();
        String answer = "still looking for the address of master";
        while (answer.equals("still looking for the address of master")) {
            lookUp(lookup);
            answer = next();
        }

        assertEquals("found", answer);
    }

    private void dial(Dialer dialer) {
        core.execute(() -> {
            dialer.dial(new Dialer.Listener() {
                @Override
                public Link.Listener connected(Link link) {
                    told.add(Thread.currentThread().getName() + ": connected");
                    link.write(new Frame(-1, new Ping()));
                    return new Recorder();
                }

                @Override
                public void failed(String reason) {
                    told.add("failed: " + reason);
                }
            });
            assertTrue(told.isEmpty());
        });
    }

    private void lookUp(HostLookup lookup) {
        core.execute(() -> {
            lookup.start(address -> told.add("found"), told::add);
            assertTrue(told.isEmpty());
        });
    }

    private String next() throws InterruptedException {
        String next = told.poll(PATIENCE_S, TimeUnit.SECONDS);
        assertNotNull(next, "nothing happened");
        return next;
    }

    private final class Recorder implements Link.Listener {
        @Override
        public void received(Frame frame) {
            told.add(frame.toString());
        }

        @Override
        public void writable() {}

        @Override
        public void closed(String reason) {
            told.add("closed: " + reason);
        }
    }
}
