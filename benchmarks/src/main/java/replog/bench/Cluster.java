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
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import replog.chaos.FreePorts;
import replog.chaos.Repository;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A master and two secondaries as processes on 127.0.0.1, without artificial delay. */
final class Cluster implements AutoCloseable {

    private static final int SECONDARIES = 2;
    private static final long START_MS = 60_000;
    private static final long LOOK_AGAIN_MS = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();

    private final List<JavaProcess> nodes = new ArrayList<>();
    private final int masterPort = FreePorts.next();

    /**
     * Starts the nodes and waits until both secondaries follow.
     *
     * @param folder for what they print, and what they keep
     * @param onDisk whether they keep their lists on disk
     */
    static Cluster start(Path folder, boolean onDisk) throws InterruptedException {
        Cluster cluster = new Cluster();
        try {
            int commPort = FreePorts.next();
            cluster.launch(folder, onDisk, "master", cluster.masterPort, "--comm-port", commPort);
            for (String name : List.of("bonnie", "clyde_")) {
                cluster.launch(folder, onDisk, name, FreePorts.next(), "--master-comm-port", commPort);
            }
            cluster.awaitFollowers();
            return cluster;
        } catch (RuntimeException | InterruptedException e) {
            cluster.close();
            throw e;
        }
    }

    InetSocketAddress master() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), masterPort);
    }

    /** The master first. */
    List<JavaProcess> nodes() {
        return List.copyOf(nodes);
    }

    /** What the master says of itself; none where it does not answer. */
    Optional<JsonNode> health() throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + masterPort + "/health"))
                .timeout(PATIENCE)
                .build();
        try {
            return Optional.of(JsonMapper.shared()
                    .readTree(HTTP.send(request, BodyHandlers.ofString()).body()));
        } catch (IOException nobodyAnswers) {
            return Optional.empty();
        }
    }

    /** Waits until every secondary holds all that the master does. */
    void awaitFollowers() throws InterruptedException {
        long endNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(START_MS);
        while (!health().map(Cluster::allFollow).orElse(false)) {
            nodes.forEach(JavaProcess::requireAlive);
            if (System.nanoTime() - endNanos > 0) {
                throw new BenchException("the secondaries do not follow within " + START_MS + " ms");
            }
            Thread.sleep(LOOK_AGAIN_MS);
        }
    }

    @Override
    public void close() {
        nodes.forEach(JavaProcess::close);
    }

    private static boolean allFollow(JsonNode health) {
        int following = 0;
        for (JsonNode secondary : health.path("secondaries")) {
            following += secondary.path("connected").asBoolean(false)
                            && secondary.path("lag").asLong(-1) == 0
                    ? 1
                    : 0;
        }
        return following == SECONDARIES;
    }

    private void launch(Path folder, boolean onDisk, String name, int httpPort, String portOption, int commPort) {
        String module = name.equals("master") ? "master-node" : "secondary-node";
        Path jar = Repository.jar(module);
        List<String> arguments = new ArrayList<>(List.of("-jar", jar.toString(), "--name", name));
        arguments.addAll(List.of("--send-delay-ms", "0", "--http-port", Integer.toString(httpPort)));
        arguments.addAll(List.of("--http-workers", "1"));
        if (name.equals("master")) {
            arguments.addAll(List.of("--comm-workers", "1"));
        }
        arguments.addAll(List.of(portOption, Integer.toString(commPort)));
        if (onDisk) {
            arguments.addAll(List.of("--data-dir", folder.resolve(name).toString()));
        }
        nodes.add(JavaProcess.start(name, folder.resolve(name + ".log"), arguments));
    }
}
