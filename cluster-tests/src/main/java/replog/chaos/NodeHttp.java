package replog.chaos;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The HTTP calls of one node. Whoever asks a node that is dead, frozen or in between gets nothing after a while. */
final class NodeHttp {

    /** What came back from a node. */
    record Answer(int status, JsonNode json) {}

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();

    private final String root;

    NodeHttp(int port) {
        this.root = "http://127.0.0.1:" + port;
    }

    /** What the node says of itself, if it does. */
    Optional<Health> health() throws InterruptedException {
        return get("/health").filter(answer -> answer.status() == 200).map(answer -> Health.of(answer.json()));
    }

    /** Its list from this id on, if it answers; a list that broke off is no answer. */
    Optional<Answer> messages(long from) throws InterruptedException {
        return get("/messages?from=" + from);
    }

    /** Adds messages. Cancelled, the connection is closed. */
    CompletableFuture<HttpResponse<String>> post(NewMessages messages) {
        return HTTP.sendAsync(
                HttpRequest.newBuilder(URI.create(root + messages.path()))
                        .POST(BodyPublishers.ofString(messages.body()))
                        .build(),
                BodyHandlers.ofString());
    }

    /** What an answer says, if it is whole. */
    static Optional<Answer> answerOf(HttpResponse<String> response) {
        try {
            return Optional.of(
                    new Answer(response.statusCode(), JsonMapper.shared().readTree(response.body())));
        } catch (JacksonException brokenOff) {
            return Optional.empty();
        }
    }

    private Optional<Answer> get(String path) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(root + path))
                .timeout(PATIENCE)
                .build();
        try {
            return answerOf(HTTP.send(request, BodyHandlers.ofString()));
        } catch (IOException nobodyAnswers) {
            return Optional.empty();
        }
    }
}
