package replog.secondary.net;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.AsciiString;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executor;
import replog.node.http.HttpAnswer;
import replog.node.http.HttpAnswer.Header;
import replog.node.http.HttpExchange;
import replog.node.http.Parameters;
import replog.node.http.Problem;
import replog.node.http.ReadApi;
import replog.node.http.Router;
import replog.node.http.ShownList;
import replog.secondary.core.SecondaryHealth;
import replog.secondary.core.SecondaryNode;

/** What clients may ask of a secondary. On http loops; what it needs of the node it fetches from the core loop. */
public final class SecondaryHttpApi {

    private static final AsciiString REPLICATION_STATE = AsciiString.cached("Replication-State");
    private static final int RETRY_AFTER_S = 1;

    private final Executor core;
    private final SecondaryNode secondary;
    private final MasterAddress master;
    private final long startNanos = System.nanoTime();

    /**
     * @param core runs tasks on the core loop, to which {@code secondary} belongs
     * @param master where this node looks for its master
     */
    public SecondaryHttpApi(Executor core, SecondaryNode secondary, MasterAddress master) {
        this.core = core;
        this.secondary = secondary;
        this.master = master;
    }

    /** All routes of a secondary. */
    public Router router() {
        Router router = new Router()
                .post("/newMessage", this::refuseMessage)
                .post("/newMessages", this::refuseMessage)
                .get("/health", this::health);
        new ReadApi(core, secondary.log(), new SecondarysList()).addTo(router);
        return router;
    }

    private void refuseMessage(HttpExchange exchange, Parameters none) {
        core.execute(() -> {
            Optional<String> url = master.httpUrl(secondary.health().masterHttpPort());
            Problem problem = Problem.ofKind(
                    "not-the-master",
                    "Not the master",
                    HttpResponseStatus.MISDIRECTED_REQUEST,
                    "only the master takes messages; "
                            + url.map(known -> "it is at " + known).orElse("its HTTP address is not known here yet"));
            exchange.answer(
                    (url.isPresent() ? problem.with("master", json -> json.writeString(url.get())) : problem).answer());
        });
    }

    private void health(HttpExchange exchange, Parameters none) {
        core.execute(() -> {
            SecondaryHealth health = secondary.health();
            long uptimeMs = (System.nanoTime() - startNanos) / 1_000_000;
            exchange.answer(HttpAnswer.ok(json -> SecondaryHealthJson.write(json, health, master, uptimeMs)));
        });
    }

    private final class SecondarysList implements ShownList {

        @Override
        public Optional<Problem> refusal() {
            if (secondary.health().caughtUp()) {
                return Optional.empty();
            }
            Problem problem = Problem.ofKind(
                            "catching-up",
                            "Catching up",
                            HttpResponseStatus.SERVICE_UNAVAILABLE,
                            "this node has not caught up with its master yet, so its list may be far behind")
                    .retryAfterSeconds(RETRY_AFTER_S);
            for (Header header : headers()) {
                problem = problem.header(header.name(), header.value());
            }
            return Optional.of(problem);
        }

        @Override
        public List<Header> headers() {
            String state = secondary.health().replication().name().toLowerCase(Locale.ROOT);
            return List.of(new Header(REPLICATION_STATE, state));
        }

        @Override
        public Optional<List<String>> acknowledgedBy(long messageId) {
            return Optional.empty();
        }
    }
}
