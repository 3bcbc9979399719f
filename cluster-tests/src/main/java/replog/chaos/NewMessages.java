package replog.chaos;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What one request asks the master to add: a message of its own by {@code POST /newMessage}, or any number at once by
 * {@code POST /newMessages}. In the history each of the messages has a client of its own.
 *
 * @param asArray whether it goes to {@code POST /newMessages}, which takes a single message too
 * @param clients a number for each of the messages, in their order
 * @param texts their texts, which need no escapes
 * @param timeoutMs null where the client waits as long as it takes
 */
record NewMessages(
        boolean asArray,
        List<Long> clients,
        List<String> texts,
        int writeConcern,
        @Nullable Integer timeoutMs) {

    NewMessages {
        clients = List.copyOf(clients);
        texts = List.copyOf(texts);
    }

    String path() {
        return asArray ? "/newMessages" : "/newMessage";
    }

    String body() {
        String quoted = texts.stream().map(text -> '"' + text + '"').collect(Collectors.joining(","));
        return "{" + (asArray ? "\"messages\":[" + quoted + "]" : "\"message\":" + quoted) + ",\"writeConcern\":"
                + writeConcern + (timeoutMs == null ? "" : ",\"timeoutMs\":" + timeoutMs) + "}";
    }

    /** Whether a receipt is one for these messages. */
    boolean areMeantBy(JsonNode receipt) {
        return firstId(receipt) >= 0
                && (!asArray || receipt.path("count").asInt(-1) == clients.size())
                && receipt.path("writeConcern").asInt(-1) == writeConcern;
    }

    /** The id of the first of them; the others follow it without a gap. */
    long firstId(JsonNode receipt) {
        return receipt.path(asArray ? "firstId" : "id").asLong(-1);
    }
}
