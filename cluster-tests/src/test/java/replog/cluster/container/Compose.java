package replog.cluster.container;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.testcontainers.DockerClientFactory;
import replog.cluster.harness.CommandRun;
import replog.cluster.harness.ReadyOrSkip;

/**
 * The repository's compose file, as a project of its own name, driven by {@code docker compose} or by {@code
 * docker-compose}. The images are built once for all tests.
 */
final class Compose {

    private static final String PROJECT = "replog-it";
    private static final long BUILD_BOUND_MS = 15 * 60_000;
    private static final long BOUND_MS = 120_000;

    private static boolean isBuilt;

    private final List<String> command;

    private Compose(List<String> command) {
        this.command = command;
    }

    /** Ready to start services; skips the test where there is no engine or no compose. */
    static Compose ready() {
        ReadyOrSkip.need(DockerClientFactory.instance().isDockerAvailable(), "a container engine");
        Optional<List<String>> found = Stream.of(List.of("docker", "compose"), List.of("docker-compose"))
                .filter(Compose::isThere)
                .findFirst();
        ReadyOrSkip.need(found.isPresent(), "docker compose or docker-compose");
        Compose compose = new Compose(found.orElseThrow());
        if (!isBuilt) {
            compose.run(BUILD_BOUND_MS, "build");
            isBuilt = true;
        }
        return compose;
    }

    /** The name of the image that was built for the service; the two kinds of compose name it differently. */
    String imageOf(String service) {
        return Stream.of("-", "_")
                .map(separator -> PROJECT + separator + service)
                .filter(name ->
                        CommandRun.of("docker", "image", "inspect", name).exitCode() == 0)
                .findFirst()
                .orElseThrow();
    }

    /** Starts one service, as {@code compose up} does, and returns at once. */
    void up(String service) {
        run(BOUND_MS, "up", "-d", "--no-build", service);
    }

    /** Starts all services, and returns at once. */
    void upAll() {
        run(BOUND_MS, "up", "-d", "--no-build");
    }

    /** Stops and removes all that the project made, but for the images and the volumes. */
    void down() {
        run(BOUND_MS, "down", "-t", "10");
    }

    /** The same, and removes the volumes. */
    void downWithVolumes() {
        run(BOUND_MS, "down", "-v", "-t", "10");
    }

    /** What the service has printed. */
    String logs(String service) {
        return run(BOUND_MS, "logs", service).out();
    }

    /** The id of the service's container. */
    String containerOf(String service) {
        return run(BOUND_MS, "ps", "-q", service).out().strip();
    }

    /** What {@code docker inspect} says of the service's container, through a template. */
    String inspect(String service, String template) {
        return docker("inspect", "-f", template, containerOf(service));
    }

    /** Runs a command inside the service's container. */
    String exec(String service, String... commandLine) {
        List<String> all = new ArrayList<>(List.of("exec", containerOf(service)));
        all.addAll(List.of(commandLine));
        return docker(all.toArray(String[]::new));
    }

    private CommandRun run(long boundMs, String... arguments) {
        List<String> all = new ArrayList<>(command);
        all.addAll(List.of("-p", PROJECT));
        all.addAll(List.of(arguments));
        return CommandRun.of(all, Map.of("REPLOG_SEND_DELAY_MS", "100-200"), boundMs)
                .expect(0);
    }

    private static String docker(String... arguments) {
        List<String> all = new ArrayList<>(List.of("docker"));
        all.addAll(List.of(arguments));
        return CommandRun.of(all, Map.of(), BOUND_MS).expect(0).out().strip();
    }

    private static boolean isThere(List<String> composeCommand) {
        List<String> version = new ArrayList<>(composeCommand);
        version.add("version");
        try {
            return CommandRun.of(version, Map.of(), BOUND_MS).exitCode() == 0;
        } catch (UncheckedIOException notInstalled) {
            return false;
        }
    }
}
