package replog.cluster.harness;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/** A client of a node on 127.0.0.1. */
public final class NodeClient implements Client {

    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofMillis(Await.BOUND_MS))
            .build();

    private final String root;

    /** A client of the node that answers on this port of 127.0.0.1. */
    public NodeClient(int port) {
        this.root = "http://127.0.0.1:" + port;
    }

    /** Adds a message and waits for its receipt. */
    public Answer post(String message, int writeConcern) {
        return answerOf(postAsync(message, writeConcern));
    }

    /** Adds a message; the answer comes when it comes. */
    public CompletableFuture<Answer> postAsync(String message, int writeConcern) {
        return postBodyAsync(
                JsonMapper.shared().writeValueAsString(Map.of("message", message, "writeConcern", writeConcern)));
    }

    @Override
    public Answer postBody(String body) {
        return answerOf(postBodyAsync(body));
    }

    @Override
    public Answer get(String path) {
        return answerOf(send(request(path).GET().build()));
    }

    /** Sends a request without a body. */
    public Answer call(String method, String path) {
        return answerOf(
                send(request(path).method(method, BodyPublishers.noBody()).build()));
    }

    /** Reads the whole list, however long, and keeps only a digest of it. */
    public ListDigest digest() {
        try {
            HttpResponse<InputStream> response =
                    HTTP.send(request("/messages").GET().build(), BodyHandlers.ofInputStream());
            try (InputStream json = response.body()) {
                return ListDigest.of(json);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Waits for an answer that is sure to come. */
    public static Answer answerOf(CompletableFuture<Answer> answer) {
        try {
            return answer.get(Await.BOUND_MS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new CompletionException(e.getCause());
        } catch (TimeoutException e) {
            throw new AssertionError("no answer within " + Await.BOUND_MS + " ms", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Posts any body, and waits for the answer. */
    public Answer postBody(String path, String body) {
        return answerOf(send(request(path).POST(BodyPublishers.ofString(body)).build()));
    }

    /** Posts any body to {@code /newMessage}; the answer comes when it comes. */
    public CompletableFuture<Answer> postBodyAsync(String body) {
        return send(request("/newMessage").POST(BodyPublishers.ofString(body)).build());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(root + path));
    }

    private static CompletableFuture<Answer> send(HttpRequest request) {
        return HTTP.sendAsync(request, BodyHandlers.ofString()).thenApply(NodeClient::answer);
    }

    private static Answer answer(HttpResponse<String> response) {
        Map<String, String> headers = response.headers().map().entrySet().stream()
                .collect(Collectors.toMap(
                        header -> header.getKey().toLowerCase(Locale.ROOT),
                        header -> String.join(", ", header.getValue())));
        return new Answer(response.statusCode(), headers, response.body());
    }
}
