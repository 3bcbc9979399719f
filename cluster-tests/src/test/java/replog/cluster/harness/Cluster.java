package replog.cluster.harness;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import replog.chaos.ClassArchive;
import replog.chaos.FreePorts;
import replog.chaos.Repository;

/**
 * A master and secondaries as processes on 127.0.0.1, for one test, or for all of a class where the field is static. When
 * the test ends, whatever happens, all of them are killed. A test fails in which a node printed a stack trace; where a test
 * fails, the last lines of every node are shown.
 */
public final class Cluster implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {

    /** Most nodes do not live long enough for the better of the two compilers to be worth its while. */
    private static final String QUICK_COMPILER = "-XX:TieredStopAtLevel=1";

    /** As a careful user would start a node; Netty reports buffers that were not given back. */
    private static final List<String> JVM_OPTIONS = List.of("-Xmx256m", "-Dio.netty.leakDetection.level=paranoid");

    private final List<String> commonOptions;
    private final int commPort = FreePorts.next();
    private final Map<String, Integer> httpPorts = new ConcurrentHashMap<>();
    private final List<NodeProcess> started = new CopyOnWriteArrayList<>();
    private List<String> jvmOptions = JVM_OPTIONS;
    private List<String> launcher = List.of();
    private boolean sharedByClass;

    /** All of whose nodes are started with these options. */
    public Cluster(String... commonOptions) {
        this.commonOptions = List.of(commonOptions);
    }

    /** Nodes started from now on get these options of the JVM instead of the usual ones. */
    public Cluster withJvmOptions(String... options) {
        jvmOptions = List.of(options);
        return this;
    }

    /** Nodes started from now on are started by this command, to which theirs is appended. */
    public Cluster withLauncher(String... command) {
        launcher = List.of(command);
        return this;
    }

    /** The command that runs Java as this process is run. */
    public static String javaCommand() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** Looks after a node that was started elsewhere as after one of its own. */
    public void adopt(NodeProcess node) {
        started.add(node);
    }

    /** Where the master talks with secondaries. */
    public int commPort() {
        return commPort;
    }

    /** Starts the master and waits until it listens. */
    public NodeProcess startMaster(String... options) {
        List<String> all = new ArrayList<>(List.of("--comm-port", Integer.toString(commPort)));
        all.addAll(List.of(options));
        return start("master", "master", "master-node", all);
    }

    /** Starts a secondary and waits until it listens; one that was started before gets its old port again. */
    public NodeProcess startSecondary(String name, String... options) {
        return startSecondaryOf(commPort, name, options);
    }

    /** Starts a secondary whose master is to be found on {@code masterPort}. */
    public NodeProcess startSecondaryOf(int masterPort, String name, String... options) {
        return startNamesakeOf(masterPort, name, name, options);
    }

    /** Starts a secondary that has a name which others may have as well. */
    public NodeProcess startNamesakeOf(int masterPort, String knownHereAs, String name, String... options) {
        List<String> all = new ArrayList<>(
                List.of("--master-ip", "127.0.0.1", "--master-comm-port", Integer.toString(masterPort)));
        all.addAll(List.of(options));
        return start(knownHereAs, name, "secondary-node", all);
    }

    /** Waits until the master counts so many secondaries as healthy and each of them holds all its messages. */
    public void awaitInStep(NodeProcess master, int secondaries) {
        awaitInStep(master.client(), secondaries);
    }

    /** The same of a master that is reached in another way. */
    public void awaitInStep(Client master, int secondaries) {
        Await.until(secondaries + " secondaries in step with the master", () -> {
            int inStep = 0;
            for (var secondary : master.health().path("secondaries")) {
                boolean healthy = secondary.path("state").asString().equals("HEALTHY");
                inStep += healthy && secondary.path("lag").asLong(-1) == 0 ? 1 : 0;
            }
            return inStep == secondaries;
        });
    }

    /** Waits until so many clients wait for their write concern. */
    public void awaitWaiting(NodeProcess master, int clients) {
        Await.until(
                clients + " clients wait",
                () -> master.client().health().path("waitingClients").asInt(-1) == clients);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        sharedByClass = true;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        try {
            context.getExecutionException().ifPresent(failure -> showOutputs(context.getDisplayName()));
            failOnUnforeseen();
        } finally {
            if (!sharedByClass) {
                killAll();
            }
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        killAll();
    }

    private NodeProcess start(String knownHereAs, String name, String module, List<String> options) {
        int httpPort = httpPorts.computeIfAbsent(knownHereAs, any -> FreePorts.next());
        List<String> command = new ArrayList<>(launcher);
        command.add(javaCommand());
        command.addAll(ClassArchive.optionsFor(module));
        command.add(QUICK_COMPILER);
        command.addAll(jvmOptions);
        command.addAll(List.of("-jar", Repository.jar(module).toString()));
        command.addAll(List.of("--name", name, "--http-port", Integer.toString(httpPort)));
        command.addAll(commonOptions);
        command.addAll(options);
        NodeProcess node = NodeProcess.start(knownHereAs, httpPort, command);
        started.add(node);
        return node.awaitListening();
    }

    private void failOnUnforeseen() {
        for (NodeProcess node : started) {
            node.output().takeUnforeseen().ifPresent(line -> {
                throw new AssertionError(node.name() + " printed '" + line + "', see:\n"
                        + node.output().tail());
            });
        }
    }

    private void showOutputs(String test) {
        for (NodeProcess node : started) {
            System.out.println("---- " + test + " failed; the last lines of " + node.name());
            System.out.println(node.output().tail());
        }
    }

    private void killAll() {
        started.forEach(NodeProcess::close);
        started.clear();
    }
}
