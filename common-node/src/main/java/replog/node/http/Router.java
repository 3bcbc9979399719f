package replog.node.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import replog.proto.message.Escaped;

/** Finds the handler of a request by path and method. Set up before the server starts; then never changed. */
public final class Router {

    private static final int MAX_SHOWN_CHARS = 100;

    private final List<Route> routes = new ArrayList<>();

    /**
     * {@code handler} answers GET and HEAD of {@code path}.
     *
     * @param path one segment of it may be a parameter: {@code /messages/{id}}
     * @param queryNames the query parameters that may be there; others are refused
     */
    public Router get(String path, HttpHandler handler, String... queryNames) {
        routes.add(new Route(HttpMethod.GET, path, handler, Set.of(queryNames)));
        return this;
    }

    /** {@code handler} answers POST of {@code path}, as with {@link #get}. */
    public Router post(String path, HttpHandler handler, String... queryNames) {
        routes.add(new Route(HttpMethod.POST, path, handler, Set.of(queryNames)));
        return this;
    }

    /** Hands the exchange to the handler of its route, or answers that there is none. */
    void handle(HttpExchange exchange) throws BadRequest {
        HttpMethod method = exchange.method().equals(HttpMethod.HEAD) ? HttpMethod.GET : exchange.method();
        for (Route route : routes) { // Most requests name a route literally, and nothing has to be taken apart.
            if (route.isLiterally(exchange.uri()) && route.method().equals(method)) {
                route.handler().handle(exchange, Parameters.NONE);
                return;
            }
        }
        RequestTarget target = RequestTarget.parse(exchange.uri());
        for (Route route : routes) {
            if (route.method().equals(method) && route.matches(target)) {
                route.handler().handle(exchange, route.parameters(target));
                return;
            }
        }
        List<Route> ofPath = routes.stream().filter(r -> r.matches(target)).toList();
        if (ofPath.isEmpty()) {
            exchange.answer(Problem.of(HttpResponseStatus.NOT_FOUND, "there is nothing at " + shown(exchange.uri()))
                    .answer());
        } else {
            String allowed =
                    String.join(", ", ofPath.stream().map(Route::allows).toList());
            exchange.answer(Problem.of(
                            HttpResponseStatus.METHOD_NOT_ALLOWED,
                            "the method " + shown(method.name()) + " is not allowed here, only " + allowed)
                    .header(HttpHeaderNames.ALLOW, allowed)
                    .answer());
        }
    }

    private static String shown(String text) {
        return Escaped.cut(text, MAX_SHOWN_CHARS);
    }

    private record Route(
            HttpMethod method, String path, List<String> segments, HttpHandler handler, Set<String> queryNames) {

        Route(HttpMethod method, String path, HttpHandler handler, Set<String> queryNames) {
            this(method, path, List.of(path.substring(1).split("/", -1)), handler, queryNames);
        }

        /** Whether this is the path itself, without parameter or query. */
        boolean isLiterally(String uri) {
            return path.equals(uri) && path.indexOf('{') < 0;
        }

        boolean matches(RequestTarget target) {
            if (target.segments().size() != segments.size()) {
                return false;
            }
            for (int i = 0; i < segments.size(); i++) {
                String given = target.segments().get(i);
                if (isParameter(segments.get(i))
                        ? given.isEmpty()
                        : !segments.get(i).equals(given)) {
                    return false;
                }
            }
            return true;
        }

        Parameters parameters(RequestTarget target) throws BadRequest {
            Map<String, String> values = new HashMap<>();
            for (int i = 0; i < segments.size(); i++) {
                String segment = segments.get(i);
                if (isParameter(segment)) {
                    values.put(
                            segment.substring(1, segment.length() - 1),
                            PercentEncoding.decodePath(target.segments().get(i)));
                }
            }
            for (Map.Entry<String, String> given : target.query().entrySet()) {
                if (!queryNames.contains(given.getKey())) {
                    throw BadRequest.unknown("query parameter", shown(given.getKey()));
                }
                values.put(given.getKey(), given.getValue());
            }
            return new Parameters(values);
        }

        String allows() {
            return method.equals(HttpMethod.GET) ? "GET, HEAD" : method.name();
        }

        private static boolean isParameter(String segment) {
            return segment.startsWith("{");
        }
    }
}
