package replog.proto.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.FileRegion;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import replog.proto.core.Link;
import replog.proto.message.Body.AddMessage;
import replog.proto.message.Body.GetMessages;
import replog.proto.message.Bytes;
import replog.proto.message.Frame;
import replog.proto.message.LogMessage;

/** Peers that are slow, on purpose or not: what they make pile up has a limit, and nothing is lost by it. */
class BackpressureTest {

    private static final LogMessage FOUR_KIB = new LogMessage(0, Bytes.EMPTY, Bytes.of(new byte[4 << 10]));

    @Test
    void givesTheChannelOnlySoMuchForAPeerThatDoesNotRead() throws Exception {
        int frames = 16_000; // 64 MiB, far more than the kernel takes.
        try (ServerSide server = new ServerSide();
                RawPeer peer = server.connect()) {
            ServerSide.Accepted accepted = server.accepted();

            server.onCore(() -> writeAddMessages(accepted.link(), frames));

            assertFalse(isWritable(server, accepted.link()));
            long pending = pendingInChannel(accepted);
            assertTrue(pending > 0 && pending < 2 * UnwrittenLimit.MAX_BYTES_OF_ONE);
            for (int i = 0; i < frames; i++) {
                assertEquals(i, peer.read().requestId());
            }
            assertEquals("writable", accepted.recorder().event());
            assertTrue(isWritable(server, accepted.link()));
        }
    }

    @Test
    void goesOnListeningWhileItsOwnRequestsPileUp() throws Exception {
        try (ServerSide server = new ServerSide();
                RawPeer peer = server.connect()) {
            ServerSide.Accepted accepted = server.accepted();
            server.onCore(() -> writeAddMessages(accepted.link(), 16_000));

            for (int i = 0; i < 20_000; i++) {
                peer.write(new Frame(i, new GetMessages(i)));
            }

            for (int i = 0; i < 20_000; i++) {
                assertEquals(i, accepted.recorder().frame().requestId());
            }
        }
    }

    @Test
    void readsNoFurtherWhileTheCoreIsBusy() throws Exception {
        int frames = 100_000; // 2.5 MB, ten times the window.
        CountDownLatch busy = new CountDownLatch(1);
        try (ServerSide server = new ServerSide();
                RawPeer peer = server.connect()) {
            ServerSide.Accepted accepted = server.accepted();
            server.core.execute(() -> await(busy));

            CompletableFuture<Void> sending = inBackground(() -> {
                for (int i = 0; i < frames; i++) {
                    peer.write(new Frame(i, new GetMessages(i)));
                }
            });
            awaitNotReading(accepted);
            busy.countDown();

            for (int i = 0; i < frames; i++) {
                assertEquals(i, accepted.recorder().frame().requestId());
            }
            sending.get(Recorder.PATIENCE_S, TimeUnit.SECONDS);
        }
    }

    private static void writeAddMessages(Link link, int count) {
        for (int i = 0; i < count; i++) {
            link.write(new Frame(i, new AddMessage(FOUR_KIB)));
        }
    }

    private static boolean isWritable(ServerSide server, Link link) throws Exception {
        CompletableFuture<Boolean> writable = new CompletableFuture<>();
        server.core.execute(() -> writable.complete(link.isWritable()));
        return writable.get(Recorder.PATIENCE_S, TimeUnit.SECONDS);
    }

    private static long pendingInChannel(ServerSide.Accepted accepted) throws Exception {
        CompletableFuture<Long> pending = new CompletableFuture<>();
        accepted.channel().eventLoop().execute(() -> pending.complete(untaken(accepted)));
        return pending.get(Recorder.PATIENCE_S, TimeUnit.SECONDS);
    }

    private static long untaken(ServerSide.Accepted accepted) {
        AtomicLong bytes = new AtomicLong();
        try {
            accepted.channel().unsafe().outboundBuffer().forEachFlushedMessage(message -> {
                FileRegion region = (FileRegion) message;
                bytes.addAndGet(region.count() - region.transferred());
                return true;
            });
            return bytes.get();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** There is no event for it, so this looks again and again. */
    private static void awaitNotReading(ServerSide.Accepted accepted) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(Recorder.PATIENCE_S);
        while (accepted.channel().config().isAutoRead()) {
            assertTrue(System.nanoTime() < deadline, "it still reads");
            Thread.onSpinWait();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(Recorder.PATIENCE_S, TimeUnit.SECONDS);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    private interface Task {
        void run() throws Exception;
    }

    private static CompletableFuture<Void> inBackground(Task task) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                task.run();
                done.complete(null);
            } catch (Exception failure) {
                done.completeExceptionally(failure);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return done;
    }
}
