package replog.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import replog.chaos.ClassArchive;
import replog.chaos.FreePorts;
import replog.chaos.Repository;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A master and its secondaries as processes on 127.0.0.1, without artificial delay; or a master that runs already. Each
 * node has one loop for all it does: this machine has few processors, and the nodes share them with the clients.
 */
final class Cluster implements AutoCloseable {

    private static final String MASTER = "master";
    private static final long START_MS = 120_000;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();

    private final Map<String, JavaProcess> nodes = new LinkedHashMap<>();
    private final Path folder;
    private final boolean onDisk;
    private final InetSocketAddress master;
    private final int commPort = FreePorts.next();

    private Cluster(Path folder, boolean onDisk, InetSocketAddress master) {
        this.folder = folder;
        this.onDisk = onDisk;
        this.master = master;
    }

    /** One that somebody else has started, and ends. */
    static Cluster running(InetSocketAddress master) {
        return new Cluster(Path.of(""), false, master);
    }

    /**
     * Starts the nodes and waits until all secondaries follow.
     *
     * @param folder made for what they print, and what they keep
     * @param onDisk whether they keep their lists on disk
     */
    static Cluster start(Path folder, boolean onDisk, String... secondaries) throws InterruptedException {
        if (!folder.toFile().mkdirs()) {
            throw new BenchException("cannot make " + folder);
        }
        InetSocketAddress master = new InetSocketAddress(InetAddress.getLoopbackAddress(), FreePorts.next());
        Cluster cluster = new Cluster(folder, onDisk, master);
        try {
            cluster.startMaster();
            for (String name : secondaries) {
                cluster.startSecondary(name);
            }
            cluster.awaitFollowers();
            return cluster;
        } catch (RuntimeException | InterruptedException e) {
            cluster.close();
            throw e;
        }
    }

    void startMaster() {
        launch(MASTER, "master-node", master.getPort(), "--comm-port", "--comm-workers", "1");
    }

    void startSecondary(String name) {
        launch(name, "secondary-node", FreePorts.next(), "--master-comm-port");
    }

    InetSocketAddress master() {
        return master;
    }

    JavaProcess node(String name) {
        JavaProcess node = nodes.get(name);
        if (node == null) {
            throw new IllegalArgumentException("no node " + name);
        }
        return node;
    }

    JavaProcess masterNode() {
        return node(MASTER);
    }

    /** The master first; none where it is not this process that has started them. */
    List<JavaProcess> nodes() {
        return List.copyOf(nodes.values());
    }

    /** What the master answers to a GET of this path; none where it does not answer, or not with 200. */
    Optional<String> get(String path) throws InterruptedException {
        String server = "http://" + master.getAddress().getHostAddress() + ":" + master.getPort();
        HttpRequest request = HttpRequest.newBuilder(URI.create(server + path))
                .timeout(PATIENCE)
                .build();
        try {
            var answer = HTTP.send(request, BodyHandlers.ofString());
            return answer.statusCode() == 200 ? Optional.of(answer.body()) : Optional.empty();
        } catch (IOException nobodyAnswers) {
            return Optional.empty();
        }
    }

    /** How many messages the master holds. */
    long messages() throws InterruptedException {
        return get("/health")
                .map(Cluster::parsed)
                .orElseThrow()
                .path("firstGap")
                .asLong();
    }

    /** How many secondaries are connected and hold all that the master does; none where no node answers. */
    OptionalInt followers() throws InterruptedException {
        return get("/health")
                .map(health -> OptionalInt.of(followersIn(parsed(health))))
                .orElse(OptionalInt.empty());
    }

    /** Waits until the master answers. */
    void awaitMaster() throws InterruptedException {
        await("the master does not answer", () -> get("/messages/0").isPresent());
    }

    /** Waits until every secondary holds all that the master does. */
    void awaitFollowers() throws InterruptedException {
        await("the secondaries do not follow", () -> followers().orElse(-1) >= nodes.size() - 1);
    }

    /** Waits until the node prints a line that has this text, and returns when that was, in seconds since its start. */
    double awaitLine(String name, String text) throws InterruptedException {
        JavaProcess node = node(name);
        await(name + " does not print \"" + text + "\"", () -> node.momentOf(text)
                .isPresent());
        return node.momentOf(text).orElseThrow();
    }

    @Override
    public void close() {
        nodes.values().forEach(JavaProcess::close);
    }

    private void await(String failure, Await.Condition condition) throws InterruptedException {
        Await.until(failure, START_MS, () -> {
            nodes.values().forEach(JavaProcess::requireAlive);
            return condition.holds();
        });
    }

    private static JsonNode parsed(String health) {
        return JsonMapper.shared().readTree(health);
    }

    private static int followersIn(JsonNode health) {
        int following = 0;
        for (JsonNode secondary : health.path("secondaries")) {
            following += secondary.path("connected").asBoolean(false)
                            && secondary.path("lag").asLong(-1) == 0
                    ? 1
                    : 0;
        }
        return following;
    }

    private void launch(String name, String module, int httpPort, String commOption, String... others) {
        Path jar = Repository.jar(module);
        List<String> arguments = new ArrayList<>(ClassArchive.optionsFor(module));
        arguments.add(Repository.jvmOptions());
        arguments.addAll(List.of("-jar", jar.toString(), "--name", name));
        arguments.addAll(List.of("--send-delay-ms", "0", "--http-workers", "1"));
        arguments.addAll(List.of("--http-port", Integer.toString(httpPort), commOption, Integer.toString(commPort)));
        arguments.addAll(List.of(others));
        if (onDisk) {
            arguments.addAll(List.of("--data-dir", folder.resolve(name).toString()));
        }
        nodes.put(name, JavaProcess.start(name, folder.resolve(name + ".log"), arguments));
    }
}
