package replog.master.net;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import replog.master.core.AddMessageRequest;
import replog.master.core.MasterHealth;
import replog.master.core.MasterNode;
import replog.master.core.NewMessages;
import replog.node.http.BadRequest;
import replog.node.http.HttpAnswer;
import replog.node.http.HttpExchange;
import replog.node.http.JsonObject;
import replog.node.http.Parameters;
import replog.node.http.Problem;
import replog.node.http.ReadApi;
import replog.node.http.Router;
import replog.node.http.ShownList;
import replog.proto.message.Bytes;

/**
 * What clients may ask of the master. On http loops: requests are read and answers written there, everything between is
 * handed to the core loop, and no thread waits.
 */
public final class MasterHttpApi {

    private static final String MESSAGE = "message";
    private static final String MESSAGES = "messages";
    private static final String WRITE_CONCERN = "writeConcern";
    private static final String TIMEOUT_MS = "timeoutMs";
    private static final List<String> FIELDS_OF_ONE = List.of(MESSAGE, WRITE_CONCERN, TIMEOUT_MS);
    private static final List<String> FIELDS_OF_MANY = List.of(MESSAGES, WRITE_CONCERN, TIMEOUT_MS);
    private static final int DEFAULT_WRITE_CONCERN = 1;

    private final Executor core;
    private final MasterNode master;
    private final int maxMessageBytes;
    private final long startNanos = System.nanoTime();

    /**
     * @param core runs tasks on the core loop, to which {@code master} belongs
     * @param maxMessageBytes the largest message, in bytes of UTF-8
     */
    public MasterHttpApi(Executor core, MasterNode master, int maxMessageBytes) {
        this.core = core;
        this.master = master;
        this.maxMessageBytes = maxMessageBytes;
    }

    /** All routes of the master. */
    public Router router() {
        Router router = new Router()
                .post("/newMessage", this::addMessage)
                .post("/newMessages", this::addMessages)
                .get("/health", this::health);
        new ReadApi(core, master.log(), new MastersList()).addTo(router);
        return router;
    }

    private void addMessage(HttpExchange exchange, Parameters none) throws BadRequest {
        JsonObject fields = JsonObject.read(exchange.body(), FIELDS_OF_ONE);
        add(exchange, List.of(fields.text(MESSAGE)), i -> MESSAGE, fields, AddAnswers.ONE);
    }

    private void addMessages(HttpExchange exchange, Parameters none) throws BadRequest {
        JsonObject fields = JsonObject.read(exchange.body(), FIELDS_OF_MANY);
        add(exchange, fields.texts(MESSAGES), i -> MESSAGES + "[" + i + "]", fields, AddAnswers.MANY);
    }

    private void add(
            HttpExchange exchange, List<Bytes> texts, IntFunction<String> names, JsonObject fields, AddAnswers answers)
            throws BadRequest {
        long writeConcern = fields.integer(WRITE_CONCERN, 0, Integer.MAX_VALUE).orElse(DEFAULT_WRITE_CONCERN);
        OptionalLong timeoutMs = fields.integer(TIMEOUT_MS, 1, Integer.MAX_VALUE);
        for (int i = 0; i < texts.size(); i++) {
            requireFits(texts.get(i), names, i);
        }
        NewMessages messages = new NewMessages(texts, (int) writeConcern, timeoutMs);
        PendingAdd pending = new PendingAdd(exchange, answers);
        exchange.onHangUp(() -> core.execute(pending::abandon));
        core.execute(() -> pending.start(messages));
    }

    private void requireFits(Bytes text, IntFunction<String> names, int i) throws BadRequest {
        if (text.length() > maxMessageBytes) {
            String field = names.apply(i);
            throw new BadRequest(Problem.of(
                            HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE,
                            field + " has " + text.length() + " bytes in UTF-8; the most is " + maxMessageBytes)
                    .field(field));
        }
    }

    private void health(HttpExchange exchange, Parameters none) {
        core.execute(() -> {
            MasterHealth health = master.health();
            long uptimeMs = (System.nanoTime() - startNanos) / 1_000_000;
            exchange.answer(HttpAnswer.ok(json -> MasterHealthJson.write(json, health, uptimeMs)));
        });
    }

    /** One client's request, from the moment it is handed to the core; the texts it does not keep. Core loop only. */
    private final class PendingAdd {

        private final HttpExchange exchange;
        private final AddAnswers answers;
        private @Nullable AddMessageRequest request;

        PendingAdd(HttpExchange exchange, AddAnswers answers) {
            this.exchange = exchange;
            this.answers = answers;
        }

        void start(NewMessages messages) {
            request = master.addMessages(messages, outcome -> exchange.answer(answers.of(outcome)));
        }

        void abandon() {
            if (request != null) {
                master.abandon(request);
            }
        }
    }

    private final class MastersList implements ShownList {

        @Override
        public Optional<Problem> refusal() {
            return Optional.empty();
        }

        @Override
        public List<HttpAnswer.Header> headers() {
            return List.of();
        }

        @Override
        public Optional<List<String>> acknowledgedBy(long messageId) {
            return Optional.of(master.acknowledgedBy(messageId));
        }
    }
}
