package replog.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A master and secondaries as processes on 127.0.0.1, each secondary behind a proxy of its own. */
final class ChaosCluster implements AutoCloseable {

    private final ChaosNode master;
    private final List<ChaosSecondary> secondaries;
    private boolean closed;

    ChaosCluster(ChaosNode master, List<ChaosSecondary> secondaries) {
        this.master = master;
        this.secondaries = List.copyOf(secondaries);
    }

    ChaosNode master() {
        return master;
    }

    List<ChaosSecondary> secondaries() {
        return secondaries;
    }

    /** The master first. */
    List<ChaosNode> nodes() {
        List<ChaosNode> nodes = new ArrayList<>(List.of(master));
        secondaries.forEach(secondary -> nodes.add(secondary.node()));
        return nodes;
    }

    void start() throws InterruptedException {
        startAll(nodes());
    }

    /** Starts these at once: each takes a while. */
    static void startAll(List<ChaosNode> nodes) throws InterruptedException {
        for (ChaosNode node : nodes) {
            node.launch();
        }
        for (ChaosNode node : nodes) {
            node.awaitStart();
        }
    }

    /** What an operator does when the master has begun a new log: secondaries that hold an old one begin anew. */
    void restartThoseOfOldLogs() throws InterruptedException {
        String logId = logIdOf(master);
        List<ChaosNode> ofOldLogs = new ArrayList<>();
        for (ChaosSecondary secondary : secondaries) {
            String held = logIdOf(secondary.node());
            if (held != null && !held.equals(logId)) {
                secondary.node().terminate();
                secondary.node().loseDisk();
                ofOldLogs.add(secondary.node());
            }
        }
        startAll(ofOldLogs);
    }

    /** Whether this node id may be that of a node on its way up, whose start the history does not tell yet. */
    boolean isJustStarting(String nodeId) {
        boolean isNew = nodes().stream().noneMatch(node -> node.nodeIds().contains(nodeId));
        return nodes().stream()
                .filter(node -> node.life() == null)
                .anyMatch(node -> isNew || (node.isOnDisk() && node.nodeIds().contains(nodeId)));
    }

    /** The node id of which a part is in this name, {@code name~part}; none where it has not been told of. */
    Optional<String> nodeIdOf(String nameAndPart) {
        String part = nameAndPart.substring(nameAndPart.indexOf('~') + 1);
        return nodes().stream()
                .flatMap(node -> node.nodeIds().stream())
                .filter(nodeId -> nodeId.startsWith(part))
                .findFirst();
    }

    void failIfOneEndedByItself() {
        nodes().forEach(ChaosNode::failIfItEndedByItself);
    }

    /** Ends all processes; for any thread, and as often as one likes. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            nodes().forEach(ChaosNode::close);
            secondaries.forEach(secondary -> secondary.link().close());
        }
    }

    private static @Nullable String logIdOf(ChaosNode node) throws InterruptedException {
        Optional<Health> health = node.http().health();
        return health.map(Health::logId).orElse(null);
    }
}
