package replog.node.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import replog.node.http.HttpAnswer.Header;
import replog.node.log.MessageLog;
import replog.proto.message.LogMessage;
import replog.proto.message.Records;
import tools.jackson.core.JsonGenerator;

/**
 * The reads that both kinds of node answer: {@code GET /messages} and {@code GET /messages/{id}}. On http loops; what it
 * needs of the node it fetches from the core loop, all of one moment in one go.
 */
public final class ReadApi {

    /** So long may it take until somebody has started a node with a failed disk again, at best. */
    private static final int RETRY_AFTER_S = 5;

    /** For caches between here and there. */
    private static final List<Header> VARY = List.of(new Header(HttpHeaderNames.VARY, "accept"));

    private static final String FROM = "from";
    private static final String LIMIT = "limit";
    private static final String ID = "id";

    private record Found(Optional<Problem> refusal, List<Header> headers, ListPage page) {}

    private final Executor core;
    private final MessageLog log;
    private final ShownList shown;
    private final DiskReads underWay = new DiskReads();

    /** @param core runs tasks on the core loop, to which {@code log} and {@code shown} belong */
    public ReadApi(Executor core, MessageLog log, ShownList shown) {
        this.core = core;
        this.log = log;
        this.shown = shown;
    }

    /** Adds the routes of the reads. */
    public void addTo(Router router) {
        router.get("/messages", this::list, FROM, LIMIT);
        router.get("/messages/{" + ID + "}", this::one);
    }

    private void list(HttpExchange exchange, Parameters parameters) throws BadRequest {
        long from = parameters.wholeNumber(FROM).orElse(0);
        long limit = parameters.wholeNumber(LIMIT).orElse(Long.MAX_VALUE);
        int maxMessages = (int) Math.min(limit, MessageListStream.MAX_PAGE_MESSAGES);
        this.<Found>read(
                exchange,
                from,
                onFound -> find(from, maxMessages, MessageListStream.MAX_PAGE_BYTES, onFound),
                found -> answerList(exchange, found, from, limit));
    }

    private void answerList(HttpExchange exchange, Found found, long from, long limit) {
        if (found.refusal().isPresent()) {
            exchange.answer(found.refusal().get().answer());
        } else {
            HttpAnswer head = HttpAnswer.ok(JsonGenerator::writeNull)
                    .with(found.headers())
                    .with(VARY);
            ListFormat format = ListFormat.wantedBy(exchange.accept());
            MessageReader reader = (next, maxMessages, maxBytes, onPage) ->
                    read(exchange, next, onRead -> page(next, maxMessages, maxBytes, onRead), onPage);
            MessageListStream.start(exchange, head, reader, format, found.page(), from, limit);
        }
    }

    private void one(HttpExchange exchange, Parameters parameters) throws BadRequest {
        long id = parameters.wholeNumber(ID).orElseThrow();
        this.<HttpAnswer>read(
                exchange,
                id,
                onAnswer -> find(id, 1, 1, found -> onAnswer.accept(answerOne(found, id, shown.acknowledgedBy(id)))),
                exchange::answer);
    }

    /** Has {@code read} run on the core loop, and what it finds taken on the http loop of the exchange. */
    private <T> void read(HttpExchange exchange, long from, Consumer<Consumer<T>> read, Consumer<T> onRead) {
        core.execute(() -> {
            if (log.readsFromDisk(from)) {
                underWay.begin(() -> read.accept(found -> exchange.execute(() -> {
                    try {
                        onRead.accept(found);
                    } finally {
                        core.execute(underWay::end);
                    }
                })));
            } else {
                read.accept(found -> exchange.execute(() -> onRead.accept(found)));
            }
        });
    }

    private static HttpAnswer answerOne(Found found, long id, Optional<List<String>> acknowledgedBy) {
        if (found.refusal().isPresent()) {
            return found.refusal().get().answer();
        }
        if (found.page().records().isEmpty()) {
            return Problem.of(HttpResponseStatus.NOT_FOUND, "message " + id + " is not visible here yet")
                    .answer()
                    .with(found.headers());
        }
        LogMessage message = found.page().records().messages().get(0);
        return HttpAnswer.ok(json -> write(json, message, acknowledgedBy)).with(found.headers());
    }

    private static void write(JsonGenerator json, LogMessage message, Optional<List<String>> acknowledgedBy) {
        json.writeStartObject();
        json.writeNumberProperty("id", message.id());
        json.writeName("message");
        json.writeUTF8String(
                message.text().array(), message.text().offset(), message.text().length());
        if (acknowledgedBy.isPresent()) {
            json.writeArrayPropertyStart("acknowledgedBy");
            acknowledgedBy.get().forEach(json::writeString);
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    /** On the core loop, as all that follows; the page may come later, from a disk. */
    private void find(long from, int maxMessages, long maxBytes, Consumer<Found> onFound) {
        Optional<Problem> refusal = shown.refusal();
        if (refusal.isPresent()) {
            onFound.accept(new Found(refusal, List.of(), new ListPage(Records.NONE, 0)));
            return;
        }
        List<Header> headers = shown.headers();
        page(from, maxMessages, maxBytes, page -> {
            boolean unreadable = page.records().isEmpty() && maxMessages > 0 && from < page.firstGap();
            onFound.accept(new Found(unreadable ? Optional.of(unreadable()) : Optional.empty(), headers, page));
        });
    }

    private Problem unreadable() {
        return Problem.ofKind(
                        "disk-failed",
                        "The disk has failed",
                        HttpResponseStatus.SERVICE_UNAVAILABLE,
                        "this part of the list cannot be read here: "
                                + log.failure().orElse("its disk does not answer"))
                .retryAfterSeconds(RETRY_AFTER_S);
    }

    private void page(long from, int maxMessages, long maxBytes, Consumer<ListPage> onPage) {
        long firstGap = log.firstGap();
        log.read(from, maxMessages, maxBytes, records -> onPage.accept(new ListPage(records, firstGap)));
    }
}
