package replog.node.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A server on a free port of 127.0.0.1. {@code POST /echo} answers with the body as text, {@code GET /now} at once;
 * {@code GET /wait} waits until the test takes the exchange out of {@link #waiting} and answers it.
 */
final class TestServer implements AutoCloseable {

    static final HttpLimits LIMITS = HttpLimits.forMessagesOf(1 << 20);

    private static final long GIVE_UP_S = 30;

    final BlockingQueue<HttpExchange> waiting = new LinkedBlockingQueue<>();
    final BlockingQueue<String> hungUp = new LinkedBlockingQueue<>();

    private final HttpServer server;

    TestServer(HttpLimits limits) throws Exception {
        this(limits, new Router());
    }

    TestServer(HttpLimits limits, Router router) throws Exception {
        router.post(
                "/echo",
                (exchange, parameters) -> exchange.answer(
                        HttpAnswer.ok(json -> json.writeString(exchange.body().utf8()))));
        router.get("/now", (exchange, parameters) -> exchange.answer(HttpAnswer.ok(json -> json.writeString("now"))));
        router.get("/wait", (exchange, parameters) -> {
            exchange.onHangUp(() -> hungUp.add("hung up"));
            waiting.add(exchange);
        });
        router.get(
                "/item/{id}",
                (exchange, parameters) -> {
                    long id = parameters.wholeNumber("id").orElseThrow();
                    long plus = parameters.wholeNumber("plus").orElse(0);
                    exchange.answer(HttpAnswer.ok(json -> json.writeNumber(id + plus)));
                },
                "plus");
        server = HttpServer.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1, router, limits)
                .toCompletableFuture()
                .get(GIVE_UP_S, TimeUnit.SECONDS);
    }

    RawClient connect() throws Exception {
        return new RawClient(server.address());
    }

    /** The exchange of the next {@code GET /wait} that arrives. */
    HttpExchange takeWaiting() throws InterruptedException {
        return TestServer.take(waiting);
    }

    static <T> T take(BlockingQueue<T> queue) throws InterruptedException {
        T taken = queue.poll(GIVE_UP_S, TimeUnit.SECONDS);
        if (taken == null) {
            throw new AssertionError("nothing came within " + GIVE_UP_S + " s");
        }
        return taken;
    }

    HttpServer server() {
        return server;
    }

    @Override
    public void close() throws IOException {
        try {
            server.close(0).toCompletableFuture().get(GIVE_UP_S, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new IOException("the server did not close", e);
        }
    }
}
