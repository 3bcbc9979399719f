package replog.chaos;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./chaos}: real nodes under random faults, and the verdict of the checkers. */
@Command(
        name = "chaos",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Starts a master and secondaries on 127.0.0.1, breaks them and the network between them in every"
                + " way while clients post and read, heals everything, and says whether each promise was kept.")
public final class ChaosMain implements Callable<Integer> {

    private static final int OK = 0;
    private static final int FAILED = 1;
    private static final int MAX_MINUTES = 24 * 60;
    private static final int MAX_SECONDARIES = 9;
    private static final int LONGEST_LINE = 240;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--minutes",
            paramLabel = "M",
            description = "For how long things are broken. Default: ${DEFAULT-VALUE}")
    private double minutes = 2;

    @Option(
            names = "--seed",
            paramLabel = "SEED",
            description = "What the faults and the workload are drawn from. Default: a random one.")
    private @Nullable Long seed;

    @Option(names = "--secondaries", paramLabel = "N", description = "How many there are. Default: ${DEFAULT-VALUE}")
    private int secondaries = 3;

    @Option(
            names = "--disks",
            negatable = true,
            description = "Whether the nodes keep their lists on disk. Default: drawn.")
    private @Nullable Boolean disks;

    @Option(names = "--history", paramLabel = "FILE", description = "Keep the history of the run there.")
    private @Nullable Path history;

    public static void main(String[] arguments) {
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
        System.exit(new CommandLine(new ChaosMain()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        check(minutes > 0 && minutes <= MAX_MINUTES, "--minutes must be above 0 and at most " + MAX_MINUTES);
        check(secondaries >= 1 && secondaries <= MAX_SECONDARIES, "--secondaries must be from 1 to " + MAX_SECONDARIES);
        long drawn = seed == null ? new SecureRandom().nextLong() >>> 16 : seed;
        boolean onDisk = disks == null ? new SplittableRandom(drawn).nextBoolean() : disks;
        Path folder = Files.createTempDirectory("replog-chaos-");
        ChaosOptions options = new ChaosOptions(
                Math.round(minutes * TimeUnit.MINUTES.toMillis(1)),
                drawn,
                secondaries,
                onDisk,
                history == null ? folder.resolve("history.ndjson") : history,
                folder);
        System.out.println("seed " + drawn + ", " + secondaries + " secondaries, lists "
                + (onDisk ? "on disk, " : "in memory, ") + options.faultsMs() / 1000 + " s of faults, then healing");
        ChaosRun run = new ChaosRun(options);
        run.play();
        return judge(run, options);
    }

    private static int judge(ChaosRun run, ChaosOptions options) throws IOException {
        run.counts().forEach((thing, count) -> System.out.printf(Locale.ROOT, "%,10d %s%n", count, thing));
        Optional<String> broken = run.recorder().broken();
        if (broken.isEmpty()) {
            Folders.delete(options.folder());
            System.out.printf(
                    Locale.ROOT,
                    "verdict: every promise is kept (%,d events)%n",
                    run.recorder().events());
            return OK;
        }
        System.out.println("what happened last:");
        run.recorder().lastEvents().forEach(event -> System.out.println("  " + shortened(event)));
        System.out.println("who held what:");
        run.recorder().holdings().forEach(line -> System.out.println("  " + line));
        System.out.println("history: " + options.history());
        System.out.println("what the nodes printed and kept: " + options.folder());
        System.out.println("verdict: BROKEN: " + broken.get());
        return FAILED;
    }

    private void check(boolean right, String otherwise) {
        if (!right) {
            throw new ParameterException(spec.commandLine(), otherwise);
        }
    }

    /** The history has the whole of it. */
    private static String shortened(String event) {
        return event.length() > LONGEST_LINE ? event.substring(0, LONGEST_LINE) + "…" : event;
    }
}
