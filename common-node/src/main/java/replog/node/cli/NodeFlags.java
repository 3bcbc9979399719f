package replog.node.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every node, for picocli to fill in; mixed into the command of each kind of node. */
public final class NodeFlags {

    @Option(
            names = "--name",
            paramLabel = "NAME",
            converter = Texts.Name.class,
            description = "Friendly name, shown in receipts and logs. Default: ${DEFAULT-VALUE}")
    private String name;

    @Option(
            names = "--bind-address",
            paramLabel = "HOST",
            converter = Texts.Host.class,
            description = "Address to listen on; 0.0.0.0 for all. Default: ${DEFAULT-VALUE}")
    private String bindAddress = "127.0.0.1";

    @Option(
            names = "--http-port",
            paramLabel = "PORT",
            converter = NumberIn.Port.class,
            description = "Port for clients. Default: ${DEFAULT-VALUE}")
    private int httpPort;

    @Option(
            names = "--http-workers",
            paramLabel = "N",
            converter = NumberIn.Workers.class,
            description = "Event loops that serve clients. Default: ${DEFAULT-VALUE}")
    private int httpWorkers = 3;

    @Option(
            names = "--response-timeout-ms",
            paramLabel = "MS",
            converter = NumberIn.Millis.class,
            description = "A request to another node that is unanswered for this long is invalidated and sent again. "
                    + "Default: ${DEFAULT-VALUE}")
    private int responseTimeoutMs = 1500;

    @Option(
            names = "--send-delay-ms",
            paramLabel = "A-B",
            converter = DelayRange.Converter.class,
            description = "Artificial delay before each request to another node, uniform from A to B (or always N); "
                    + "models a slow network. 0 for real use. Default: ${DEFAULT-VALUE}")
    private DelayRange sendDelay = new DelayRange(1000, 2000);

    @Option(
            names = "--max-message-bytes",
            paramLabel = "BYTES",
            converter = NumberIn.MessageBytes.class,
            description = "A larger message is refused. Default: ${DEFAULT-VALUE}")
    private int maxMessageBytes = 1 << 20;

    @Option(
            names = "--max-body-bytes",
            paramLabel = "BYTES",
            converter = NumberIn.BodyBytes.class,
            description = "A larger body of a request is refused. No more than a sixteenth of the heap, but always "
                    + "what one message of the largest size takes. Default: ${DEFAULT-VALUE}")
    private int maxBodyBytes = 16 << 20;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            converter = Texts.Directory.class,
            description =
                    "Where the list is kept on disk, synced before any acknowledgement; made where it is missing. "
                            + "Default: none, the list is in memory only")
    private @Nullable Path dataDir;

    @Option(
            names = "--segment-bytes",
            paramLabel = "BYTES",
            converter = NumberIn.SegmentBytes.class,
            description = "How long a file of the list on disk gets. Default: ${DEFAULT-VALUE}")
    private int segmentBytes = 128 << 20;

    @Option(
            names = "--log-level",
            paramLabel = "LEVEL",
            description =
                    "How much the log tells: ${COMPLETION-CANDIDATES}. Single messages are told at INFO while the "
                            + "artificial delay is on, else at DEBUG. Default: ${DEFAULT-VALUE}")
    private LogLevel logLevel = LogLevel.INFO;

    /** With the defaults in which the kinds of nodes differ. */
    public NodeFlags(String defaultName, int defaultHttpPort) {
        this.name = defaultName;
        this.httpPort = defaultHttpPort;
    }

    /** What was read. */
    public NodeOptions options() {
        return new NodeOptions(
                name,
                bindAddress,
                httpPort,
                httpWorkers,
                responseTimeoutMs,
                sendDelay,
                maxMessageBytes,
                maxBodyBytes,
                Optional.ofNullable(dataDir),
                segmentBytes,
                logLevel);
    }
}
