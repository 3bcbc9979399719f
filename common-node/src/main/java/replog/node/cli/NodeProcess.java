package replog.node.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import replog.node.cli.NodeProgram.Running;
import replog.proto.message.Escaped;

/**
 * The life of a node's process: reads the options, starts the node, stops it in good order at SIGTERM or SIGINT, and
 * ends with one of {@link ExitCode}. Once the shutdown hook is there the process ends by {@code halt} only: an orderly
 * exit would run the hook, and after a signal the JVM would end with the signal's code.
 */
public final class NodeProcess {

    /** How long an orderly stop may take, in milliseconds; with the last log lines below the 10 s after which Docker kills. */
    public static final long STOP_GRACE_MS = 6000;

    /** How much of that clients may take to read their last answers, in milliseconds. */
    public static final long ANSWER_GRACE_MS = 3000;

    /** Made beforehand, for when it is needed there may be no memory to make it. */
    private static final byte[] OUT_OF_MEMORY =
            "out of memory: this node ends; a longer list needs a larger heap (-Xmx)\n"
                    .getBytes(StandardCharsets.US_ASCII);

    /**
     * What a node is without, unless its JVM is told otherwise. Netty's watch for buffers that are not released follows one
     * of a hundred, by its stack trace: 3 % of what a master did; the tests watch all of them. Its events for the flight
     * recorder are made ready at the first buffer, recorded or not: 0.2 s of a start.
     */
    private static final Map<String, String> NETTY_WITHOUT =
            Map.of("io.netty.leakDetection.level", "disabled", "io.netty.jfr.enabled", "false");

    private static final FileOutputStream STANDARD_ERROR = new FileOutputStream(FileDescriptor.err);

    private final NodeProgram program;
    private final Logger log;
    private final AtomicReference<@Nullable Running> running = new AtomicReference<>();

    private NodeProcess(NodeProgram program) {
        this.program = program;
        this.log = LoggerFactory.getLogger(program.getClass());
    }

    /** All that {@code main} has to do. */
    public static void run(NodeProgram program, String[] arguments) {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        if (LogTool.isMeant(arguments)) {
            System.exit(LogTool.run(program, arguments, new FileOutputStream(FileDescriptor.out), err));
        }
        OptionalInt exitCode = OptionParser.parse(program, arguments, System.getenv(), out, err);
        if (exitCode.isPresent()) {
            System.exit(exitCode.getAsInt());
        }
        NodeLogging.configure(program.options().name(), program.options().logLevel());
        NETTY_WITHOUT.forEach(System.getProperties()::putIfAbsent);
        new NodeProcess(program).start(err);
    }

    private void start(PrintWriter err) {
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "stop"));
        Thread.setDefaultUncaughtExceptionHandler((thread, bug) -> giveUp(bug));
        tellOptions();
        try {
            running.set(program.start(this::giveUp, NodeProcess::endFailed));
        } catch (StartException e) {
            err.println(Escaped.controls(e.reason()));
            end(ExitCode.FAILED);
        }
    }

    private void tellOptions() {
        NodeOptions options = program.options();
        log.info("version {}, Java {}, at {}", Version.number(), Runtime.version(), Instant.now());
        if (options.sendDelay().isOn()) {
            log.info(
                    "artificial delay {} ms before each request: a demonstration of a slow network; "
                            + "--send-delay-ms 0 for real use",
                    options.sendDelay());
        } else {
            log.info("no artificial delay before requests");
        }
        if (options.dataDir().isPresent()) {
            log.info(
                    "log in {}, synced before any acknowledgement",
                    options.dataDir().get());
        } else {
            log.info("log in memory only: it is gone when this process ends");
        }
    }

    private void stop() {
        Running node = running.get();
        if (node != null) {
            log.info("stopping");
            CountDownLatch stopped = new CountDownLatch(1);
            node.stop(stopped::countDown);
            if (!isOpenInTime(stopped)) {
                log.warn("not stopped within {} ms: ending all the same", STOP_GRACE_MS);
                end(ExitCode.FAILED);
            }
        }
        end(node != null && node.hasFailed() ? ExitCode.DISK_FAILED : ExitCode.OK);
    }

    /** Runs {@link #stop} in the shutdown hook, on a thread that nobody waits for. */
    private static void endFailed() {
        new Thread(() -> System.exit(ExitCode.DISK_FAILED), "end").start();
    }

    /** The JVM ends when its hook returns, so this thread, which does nothing else, has to wait. */
    private static boolean isOpenInTime(CountDownLatch stopped) {
        try {
            return stopped.await(STOP_GRACE_MS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void giveUp(Throwable bug) {
        try {
            if (bug instanceof OutOfMemoryError) {
                tellOutOfMemory(bug);
            }
            log.error("giving up", bug);
        } finally {
            end(ExitCode.GAVE_UP);
        }
    }

    /** In the simplest way there is, for it may be that nothing of the log is printed any more. */
    private static void tellOutOfMemory(Throwable bug) {
        try {
            STANDARD_ERROR.write(OUT_OF_MEMORY);
        } catch (IOException e) {
            bug.addSuppressed(e);
        }
    }

    private static void end(int exitCode) {
        try {
            NodeLogging.flush();
        } finally {
            Runtime.getRuntime().halt(exitCode);
        }
    }
}
