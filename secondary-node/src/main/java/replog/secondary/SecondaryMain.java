package replog.secondary;

import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import replog.node.cli.NodeFlags;
import replog.node.cli.NodeOptions;
import replog.node.cli.NodeProcess;
import replog.node.cli.NodeProgram;
import replog.node.cli.NumberIn;
import replog.node.cli.StartException;
import replog.node.cli.Texts;

/** A secondary's command line. */
@Command(
        name = "secondary-node",
        description = "A secondary of a replicated log: keeps a copy of the master's list and shows it to clients.")
public final class SecondaryMain implements NodeProgram {

    @Mixin
    private final NodeFlags node = new NodeFlags("secondary", 8081);

    @Option(
            names = "--master-ip",
            paramLabel = "HOST",
            converter = Texts.Host.class,
            description = "Address or host name of the master. Default: ${DEFAULT-VALUE}")
    private String masterIp = "127.0.0.1";

    @Option(
            names = "--master-comm-port",
            paramLabel = "PORT",
            converter = NumberIn.Port.class,
            description = "The master's port for secondaries. Default: ${DEFAULT-VALUE}")
    private int masterCommPort = 6000;

    @Option(
            names = "--reconnect-ms",
            paramLabel = "MS",
            converter = NumberIn.Millis.class,
            description = "Pause before the next attempt to connect to the master. Default: ${DEFAULT-VALUE}")
    private int reconnectMs = 3000;

    public static void main(String[] arguments) {
        NodeProcess.run(new SecondaryMain(), arguments);
    }

    @Override
    public NodeOptions options() {
        return node.options();
    }

    @Override
    public Running start(Consumer<Throwable> onBug, Runnable onFailed) throws StartException {
        return RunningSecondary.start(secondaryOptions(), onBug, onFailed);
    }

    SecondaryOptions secondaryOptions() {
        return new SecondaryOptions(options(), masterIp, masterCommPort, reconnectMs);
    }
}
