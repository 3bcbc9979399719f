package replog.proto.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AcceptLimitTest {

    private final RecordingLogger log = new RecordingLogger();
    private final EmbeddedChannel listening = new EmbeddedChannel(new AcceptLimit(log, 2));

    @Test
    void acceptsUpToTheLimitAndClosesTheRest() {
        EmbeddedChannel first = accept();
        EmbeddedChannel second = accept();
        EmbeddedChannel third = accept();

        assertSame(first, listening.readInbound());
        assertSame(second, listening.readInbound());
        assertNull(listening.readInbound());
        assertTrue(first.isOpen() && second.isOpen());
        assertFalse(third.isOpen());
        assertEquals(List.of("WARN closed a new connection: 2 are open, the most that may be"), log.lines());
    }

    @Test
    void acceptsAgainWhenAConnectionHasGone() {
        EmbeddedChannel first = accept();
        accept();
        first.close().syncUninterruptibly();

        assertTrue(accept().isOpen());
        assertFalse(accept().isOpen());
    }

    @Test
    void printsOneLineHoweverManyAreTurnedAway() {
        for (int i = 0; i < 1000; i++) {
            accept();
        }

        assertEquals(1, log.lines().size());
    }

    @Test
    void takesARestWhenTheSystemHasNoConnectionToGive() {
        listening.freezeTime();

        listening.pipeline().fireExceptionCaught(new IOException("Too many open files"));

        assertFalse(listening.config().isAutoRead());
        assertEquals(
                List.of("WARN cannot accept connections, trying again every 1000 ms: Too many open files"),
                log.lines());

        listening.advanceTimeBy(1000, TimeUnit.MILLISECONDS);
        listening.runScheduledPendingTasks();

        assertTrue(listening.config().isAutoRead());
        listening.checkException();
    }

    private EmbeddedChannel accept() {
        EmbeddedChannel connection = new EmbeddedChannel();
        listening.writeInbound(connection);
        return connection;
    }
}
