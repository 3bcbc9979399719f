package replog.master;

import java.util.OptionalInt;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import replog.node.cli.NodeFlags;
import replog.node.cli.NodeOptions;
import replog.node.cli.NodeProcess;
import replog.node.cli.NodeProgram;
import replog.node.cli.NumberIn;
import replog.node.cli.StartException;

/** The master's command line. */
@Command(
        name = "master-node",
        description = "The master of a replicated log: takes messages from clients and has them replicated.")
public final class MasterMain implements NodeProgram {

    @Mixin
    private final NodeFlags node = new NodeFlags("master", 8080);

    @Option(
            names = "--comm-port",
            paramLabel = "PORT",
            converter = NumberIn.Port.class,
            description = "Port for secondaries. Default: ${DEFAULT-VALUE}")
    private int commPort = 6000;

    @Option(
            names = "--comm-workers",
            paramLabel = "N",
            converter = NumberIn.Workers.class,
            description = "Event loops that serve secondaries. Default: ${DEFAULT-VALUE}")
    private int commWorkers = 3;

    @Option(
            names = "--heartbeat-ms",
            paramLabel = "MS",
            converter = NumberIn.Millis.class,
            description = "Pause between two pings of a secondary. Default: ${DEFAULT-VALUE}")
    private int heartbeatMs = 1000;

    @Option(
            names = "--quorum",
            paramLabel = "N",
            converter = NumberIn.Nodes.class,
            description =
                    "Fewer healthy nodes than this, the master among them, and messages are refused. Default: none")
    private @Nullable Integer quorum;

    @Option(
            names = "--max-waiting",
            paramLabel = "N",
            converter = NumberIn.Waiting.class,
            description = "How many clients may wait for their write concern. Default: ${DEFAULT-VALUE}")
    private int maxWaiting = 100_000;

    public static void main(String[] arguments) {
        NodeProcess.run(new MasterMain(), arguments);
    }

    @Override
    public NodeOptions options() {
        return node.options();
    }

    @Override
    public Running start(Consumer<Throwable> onBug, Runnable onFailed) throws StartException {
        return new RunningMaster(masterOptions(), onBug);
    }

    MasterOptions masterOptions() {
        return new MasterOptions(
                options(),
                commPort,
                commWorkers,
                heartbeatMs,
                quorum == null ? OptionalInt.empty() : OptionalInt.of(quorum),
                maxWaiting);
    }
}
