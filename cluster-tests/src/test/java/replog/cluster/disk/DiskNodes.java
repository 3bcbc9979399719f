package replog.cluster.disk;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import replog.chaos.FreePorts;
import replog.chaos.Repository;
import replog.cluster.harness.Cluster;
import replog.cluster.harness.CommandRun;
import replog.cluster.harness.NodeProcess;

/** Nodes of a cluster, each of which keeps its log in a directory that is called like the node. */
final class DiskNodes {

    private final Cluster cluster;
    private final Path folder;

    /** Whose directories lie in this folder. */
    DiskNodes(Cluster cluster, Path folder) {
        this.cluster = cluster;
        this.folder = folder;
    }

    /** Where the node of this name keeps its log. */
    LogFiles filesOf(String name) {
        return new LogFiles(folder.resolve(name));
    }

    /** Starts the master on the directory {@code master}. */
    NodeProcess startMaster(String... options) {
        return startMasterOn("master", options);
    }

    /** Starts the master on the directory that a node of this name has left. */
    NodeProcess startMasterOn(String name, String... options) {
        return cluster.startMaster(with(name, options));
    }

    /** Starts a secondary on its directory. */
    NodeProcess startSecondary(String name, String... options) {
        return cluster.startSecondary(name, with(name, options));
    }

    /** Runs a node that is not to start, to its end, with free ports. */
    static CommandRun runToItsEnd(String module, Path directory) {
        return CommandRun.of(
                List.of(
                        Cluster.javaCommand(),
                        "-jar",
                        Repository.jar(module).toString(),
                        "--data-dir",
                        directory.toString()),
                Map.of(
                        "REPLOG_HTTP_PORT", Integer.toString(FreePorts.next()),
                        "REPLOG_COMM_PORT", Integer.toString(FreePorts.next())),
                30_000);
    }

    /** How many messages a node had on its own disk when it was started, before it met anybody. */
    static long heldAtStart(NodeProcess node) {
        String line = node.output().await("holds \\d+ messages of log");
        return Long.parseLong(line.replaceAll(".* holds (\\d+) messages of log.*", "$1"));
    }

    private String[] with(String name, String... options) {
        List<String> all =
                new ArrayList<>(List.of("--data-dir", filesOf(name).directory().toString()));
        all.addAll(List.of(options));
        return all.toArray(String[]::new);
    }
}
