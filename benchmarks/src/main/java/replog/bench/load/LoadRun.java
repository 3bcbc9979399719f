package replog.bench.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import replog.proto.net.IoLoops;

/** One run of a {@link Load} against one server: all clients on one event loop. */
public final class LoadRun {

    /** So long after its end a run still waits for answers, in milliseconds. */
    private static final long GRACE_MS = 60_000;

    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private record Connected(Client client, ChannelHandlerContext ctx) {}

    private final Load load;
    private final Clock clock;
    private final Figures figures;
    private final CompletableFuture<Figures> result = new CompletableFuture<>();
    private final List<Connected> connected = new ArrayList<>();
    private long asked;
    private int next;

    private LoadRun(Load load) {
        this.load = load;
        this.clock = Clock.of(load);
        this.figures = new Figures(load.measuredMs() / 1000.0);
    }

    /**
     * Asks {@code server} the same thing again and again, and returns what was measured.
     *
     * @param request all bytes of the request
     * @throws IllegalStateException where the server closes a connection, or answers what is no answer
     */
    public static Figures run(InetSocketAddress server, byte[] request, Load load) throws InterruptedException {
        EventLoop loop = IoLoops.loop("load");
        LoadRun run = new LoadRun(load);
        ByteBuf bytes = Unpooled.directBuffer(request.length).writeBytes(request);
        try {
            Bootstrap bootstrap =
                    new Bootstrap().group(loop).channel(IoLoops.channelClass()).option(ChannelOption.TCP_NODELAY, true);
            for (int i = 0; i < load.connections(); i++) {
                bootstrap
                        .clone()
                        .handler(new Client(run, bytes, load.depth()))
                        .connect(server)
                        .addListener(done -> {
                            if (!done.isSuccess()) {
                                run.failed(done.cause());
                            }
                        });
            }
            return run.result.get(load.warmUpMs() + load.measuredMs() + GRACE_MS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the run has failed: " + e.getCause(), e);
        } catch (TimeoutException e) {
            throw new IllegalStateException("no answer within " + GRACE_MS + " ms", e);
        } finally {
            loop.parent().shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
            bytes.release();
        }
    }

    void connected(Client client, ChannelHandlerContext ctx) {
        connected.add(new Connected(client, ctx));
        if (connected.size() < load.connections()) {
            return;
        }
        if (load.requestsPerSecond() > 0) {
            askAtRate(System.nanoTime(), ctx.channel().eventLoop());
        } else {
            for (Connected each : connected) {
                while (each.client.hasRoom()) {
                    ask(each.client, each.ctx, System.nanoTime());
                }
                each.ctx.flush();
            }
        }
    }

    void answered(Client client, ChannelHandlerContext ctx, int status, long sinceNanos) {
        long nowNanos = System.nanoTime();
        if (clock.measures(sinceNanos, nowNanos)) {
            figures.answered(status, nowNanos - sinceNanos);
        }
        if (clock.isOver(nowNanos) || asked >= load.maxRequests()) {
            result.complete(figures);
        } else if (load.requestsPerSecond() == 0) {
            ask(client, ctx, nowNanos);
        }
    }

    void failed(Throwable cause) {
        result.completeExceptionally(cause);
    }

    private void ask(Client client, ChannelHandlerContext ctx, long sinceNanos) {
        asked++;
        client.ask(ctx, sinceNanos);
    }

    /** What is due by now is sent, on the next connection that has room; what finds none is late, and counts as late. */
    private void askAtRate(long firstNanos, EventLoop loop) {
        if (result.isDone()) {
            return;
        }
        long pauseNanos = NANOS_PER_SECOND / load.requestsPerSecond();
        long dueNanos = firstNanos;
        while (dueNanos - System.nanoTime() <= 0 && askNext(dueNanos)) {
            dueNanos += pauseNanos;
        }
        connected.forEach(each -> each.ctx.flush());
        long nextNanos = dueNanos;
        loop.schedule(() -> askAtRate(nextNanos, loop), Math.min(pauseNanos, 100_000), TimeUnit.NANOSECONDS);
    }

    private boolean askNext(long dueNanos) {
        for (int i = 0; i < connected.size(); i++) {
            Connected each = connected.get(next);
            next = (next + 1) % connected.size();
            if (each.client.hasRoom()) {
                ask(each.client, each.ctx, dueNanos);
                return true;
            }
        }
        return false;
    }
}
