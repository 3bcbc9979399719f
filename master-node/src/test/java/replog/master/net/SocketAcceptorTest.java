package replog.master.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import replog.proto.core.Link;
import replog.proto.message.Frame;
import replog.proto.net.CoreLoop;
import replog.proto.net.IoLoops;

class SocketAcceptorTest {

    private static final long PATIENCE_S = 30;

    private final EventLoop coreThread = IoLoops.loop("core");
    private final EventLoopGroup commLoops = IoLoops.group("comm", 1);
    private final List<Throwable> bugs = new CopyOnWriteArrayList<>();
    private final CoreLoop core = new CoreLoop(coreThread, bugs::add);
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private final SocketAcceptor acceptor = new SocketAcceptor(core, commLoops, this::accepted);

    @AfterEach
    void stop() {
        commLoops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
        coreThread.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
        assertEquals(List.of(), bugs);
    }

    @Test
    void givesEachConnectionToTheCoreLoop() throws Exception {
        InetSocketAddress address = bind(0);

        try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
            assertEquals("core: 127.0.0.1:" + socket.getLocalPort(), next());
        }
        assertEquals("closed: the peer closed the connection", next());
    }

    @Test
    void saysInOneLineThatItCannotListen() throws Exception {
        int port = bind(0).getPort();

        var failure = assertThrows(IOException.class, () -> bind(port));

        assertEquals("cannot listen on 127.0.0.1:" + port + ": Address already in use", failure.getMessage());
    }

    @Test
    void acceptsNothingOnceItIsClosed() throws Exception {
        InetSocketAddress address = bind(0);

        acceptor.close();

        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_S);
        while (isAccepting(address)) {
            assertTrue(System.nanoTime() < deadline, "it still accepts");
        }
    }

    private Link.Listener accepted(Link link, String address) {
        told.add(Thread.currentThread().getName() + ": " + address);
        return new Link.Listener() {
            @Override
            public void received(Frame frame) {}

            @Override
            public void writable() {}

            @Override
            public void closed(String reason) {
                told.add("closed: " + reason);
            }
        };
    }

    private InetSocketAddress bind(int port) throws Exception {
        return acceptor.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port))
                .sync()
                .getNow();
    }

    private String next() throws InterruptedException {
        String next = told.poll(PATIENCE_S, TimeUnit.SECONDS);
        assertNotNull(next, "nothing happened");
        return next;
    }

    private static boolean isAccepting(InetSocketAddress address) throws IOException {
        try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
            return socket.isConnected();
        } catch (ConnectException refused) {
            return false;
        }
    }
}
