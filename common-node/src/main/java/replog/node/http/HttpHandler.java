package replog.node.http;

/** Answers the requests of one route. Called on an http loop, so it never waits. */
@FunctionalInterface
public interface HttpHandler {

    /**
     * Takes the exchange over, which is to be answered once, now or later.
     *
     * @throws BadRequest where the request is wrong and nothing was done; then this is the answer
     */
    void handle(HttpExchange exchange, Parameters parameters) throws BadRequest;
}
