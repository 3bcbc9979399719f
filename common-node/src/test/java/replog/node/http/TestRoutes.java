package replog.node.http;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Routes to try a server with. {@code POST /echo} answers with the body as text, {@code GET /now} at once, {@code GET
 * /sum/{a}?b=} with a number; {@code
 * /wait} waits until the test takes its exchange and answers it.
 */
final class TestRoutes {

    static final HttpAnswer DONE = HttpAnswer.ok(json -> json.writeString("done"));

    private static final long GIVE_UP_S = 30;

    private final BlockingQueue<HttpExchange> waiting = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> hungUp = new LinkedBlockingQueue<>();

    final Router router = new Router()
            .post("/echo", (exchange, none) -> answer(exchange, exchange.body().utf8()))
            .get("/now", (exchange, none) -> answer(exchange, "now"))
            .get("/wait", (exchange, none) -> await(exchange))
            .post("/wait", (exchange, none) -> await(exchange))
            .get(
                    "/sum/{a}",
                    (exchange, parameters) -> {
                        long sum = parameters.wholeNumber("a").orElseThrow()
                                + parameters.wholeNumber("b").orElse(0);
                        exchange.answer(HttpAnswer.ok(json -> json.writeNumber(sum)));
                    },
                    "b");

    /** The exchange of the next {@code /wait} that arrives. */
    HttpExchange takeWaiting() throws InterruptedException {
        return take(waiting);
    }

    /** Returns once a client of {@code /wait} has hung up. */
    void awaitHangUp() throws InterruptedException {
        take(hungUp);
    }

    int waiting() {
        return waiting.size();
    }

    boolean nobodyWaits() {
        return waiting.isEmpty();
    }

    boolean nobodyHungUp() {
        return hungUp.isEmpty();
    }

    private void await(HttpExchange exchange) {
        exchange.onHangUp(() -> hungUp.add("hung up"));
        waiting.add(exchange);
    }

    private static void answer(HttpExchange exchange, String text) {
        exchange.answer(HttpAnswer.ok(json -> json.writeString(text)));
    }

    private static <T> T take(BlockingQueue<T> queue) throws InterruptedException {
        T taken = queue.poll(GIVE_UP_S, TimeUnit.SECONDS);
        if (taken == null) {
            throw new AssertionError("nothing came within " + GIVE_UP_S + " s");
        }
        return taken;
    }
}
