package replog.proto.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import replog.proto.message.Body.GetMessages;
import replog.proto.message.Body.HelloRefused;
import replog.proto.message.Body.Ping;
import replog.proto.message.Body.Pong;
import replog.proto.message.Frame;

/** A link and its channel on a real socket. */
class LinkTest {

    private static final int MANY = 10_000;

    private ServerSide server;
    private RawPeer peer;
    private ServerSide.Accepted accepted;
    private Recorder recorder;

    @BeforeEach
    void connect() throws Exception {
        server = new ServerSide();
        peer = server.connect();
        accepted = server.accepted();
        recorder = accepted.recorder();
    }

    @AfterEach
    void disconnect() throws Exception {
        peer.close();
        server.close();
    }

    @Test
    void receivesInTheOrderOfSending() throws Exception {
        for (int i = 0; i < MANY; i++) {
            peer.write(new Frame(i, new GetMessages(i)));
        }

        for (int i = 0; i < MANY; i++) {
            assertEquals(new Frame(i, new GetMessages(i)), recorder.frame());
        }
    }

    @Test
    void sendsInTheOrderOfWriting() throws Exception {
        server.onCore(() -> writeMany(accepted));

        for (int i = 0; i < MANY; i++) {
            assertEquals(new Frame(i, new Pong(i)), peer.read());
        }
    }

    @Test
    void sendsAtOnceWhatTheCoreWroteInOneGo() throws Exception {
        AtomicInteger flushes = countFlushes(accepted);

        server.onCore(() -> writeMany(accepted));

        for (int i = 0; i < MANY; i++) {
            peer.read();
        }
        assertEquals(1, flushes.get());
    }

    @Test
    void letsGoWhatWasWrittenBeforeTheTaskEndsWhereItSaysSo() throws Exception {
        server.onCore(() -> {
            accepted.link().write(new Frame(0, new Ping()));
            accepted.link().flush();

            assertEquals(new Frame(0, new Ping()), read());
        });
    }

    private Frame read() {
        try {
            return peer.read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void closesAfterAllThatWasWritten() throws Exception {
        server.onCore(() -> {
            writeMany(accepted);
            accepted.link().close("enough");
            accepted.link().write(new Frame(0, new Ping()));
            accepted.link().close("enough again");
        });

        for (int i = 0; i < MANY; i++) {
            peer.read();
        }
        assertTrue(peer.isAtEnd());
        assertEquals("closed: enough", recorder.event());
        assertTrue(recorder.isQuiet());
    }

    @Test
    void neverCallsBackWhileItIsCalled() throws Exception {
        server.onCore(() -> {
            accepted.link().write(new Frame(0, new Ping()));
            accepted.link().close("enough");
            assertTrue(recorder.isQuiet());
        });

        assertEquals("closed: enough", recorder.event());
    }

    @Test
    void isClosedWhenThePeerCloses() throws Exception {
        peer.write(new Frame(-1, new Ping()));
        peer.close();

        assertEquals(new Frame(-1, new Ping()), recorder.frame());
        assertEquals("closed: the peer closed the connection", recorder.event());
    }

    @Test
    void isClosedWhenTheConnectionIsReset() throws Exception {
        peer.reset();

        assertEquals("closed: connection reset", recorder.event());
    }

    @Test
    void staysSilentOnceItIsClosed() throws Exception {
        peer.close();
        recorder.event();

        server.onCore(() -> {
            accepted.link().write(new Frame(0, new Ping()));
            accepted.link().close("too late");
        });

        assertTrue(recorder.isQuiet());
    }

    @Test
    void closesAConnectionThatSendsGarbage() throws Exception {
        peer.write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

        assertEquals("closed: bad frame: length 1195725856 is not between 13 and 1020", recorder.event());
    }

    @Test
    void handsOnWhatCameBeforeTheGarbage() throws Exception {
        peer.write(new Frame(-1, new Ping()));
        peer.write(new byte[100]);

        assertEquals(new Frame(-1, new Ping()), recorder.frame());
        assertEquals("closed: bad frame: length 0 is not between 13 and 1020", recorder.event());
    }

    @Test
    void tellsANodeOfAnotherVersionWhyItIsRefused() throws Exception {
        peer.write(OtherVersion.HELLO);

        String text = "protocol version 9, this node speaks 1";
        assertEquals(new Frame(-1, new HelloRefused(text)), peer.read());
        assertTrue(peer.isAtEnd());
        assertEquals("closed: " + text, recorder.event());
    }

    @Test
    void givesABugOfTheCoreToTheCoreLoop() throws Exception {
        server.onCore(() -> {
            throw new IllegalStateException("a bug");
        });

        assertEquals("a bug", server.bugs.remove(0).getMessage());
        assertFalse(server.coreThread.isShuttingDown());
    }

    private static void writeMany(ServerSide.Accepted accepted) {
        for (int i = 0; i < MANY; i++) {
            accepted.link().write(new Frame(i, new Pong(i)));
        }
    }

    private static AtomicInteger countFlushes(ServerSide.Accepted accepted) {
        AtomicInteger flushes = new AtomicInteger();
        accepted.channel().pipeline().addFirst(new ChannelOutboundHandlerAdapter() {
            @Override
            public void flush(ChannelHandlerContext ctx) {
                flushes.incrementAndGet();
                ctx.flush();
            }
        });
        return flushes;
    }
}
