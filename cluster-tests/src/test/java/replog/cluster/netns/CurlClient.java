package replog.cluster.netns;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import replog.cluster.harness.Answer;
import replog.cluster.harness.Await;
import replog.cluster.harness.Client;
import replog.cluster.harness.OwnThread;

/** A client inside a namespace: each call is a process there. */
final class CurlClient implements Client {

    private static final String BOUND_SECONDS = Long.toString(TimeUnit.MILLISECONDS.toSeconds(Await.BOUND_MS) - 1);

    private final Namespace namespace;
    private final String root;

    CurlClient(Namespace namespace, String root) {
        this.namespace = namespace;
        this.root = root;
    }

    @Override
    public Answer postBody(String body) {
        return call("/newMessage", "--data-binary", body);
    }

    @Override
    public Answer get(String path) {
        return call(path);
    }

    /** Posts; the answer comes when it comes. */
    CompletableFuture<Answer> postBodyAsync(String body) {
        return OwnThread.begin("waiting client", () -> postBody(body));
    }

    private Answer call(String path, String... options) {
        List<String> command = new ArrayList<>(List.of("curl", "-sS", "--noproxy", "*", "-m", BOUND_SECONDS));
        command.addAll(List.of(options));
        command.addAll(List.of("-w", "\n%{http_code}", root + path));
        String printed = namespace.run(command.toArray(String[]::new)).out();
        int end = printed.lastIndexOf('\n');
        return new Answer(Integer.parseInt(printed.substring(end + 1)), Map.of(), printed.substring(0, end));
    }
}
