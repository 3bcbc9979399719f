package replog.sim;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import replog.check.Violation;
import replog.history.HistoryFormat;

/** {@code ./simulate}: random histories of the whole cluster in virtual time, as many as wanted; or one of them in full. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Plays random histories of the whole cluster in virtual time and checks every promise.")
public final class SimulateMain implements Callable<Integer> {

    private static final int OK = 0;
    private static final int FAILED = 1;

    /** From so many seeds on, everything that should happen now and then has to. */
    private static final long BATCH_SEEDS = 1000;

    private static final int MAX_EXPLAINED = 3;
    private static final long PROGRESS_MS = 2000;

    @ArgGroup(multiplicity = "1")
    private What what = new What();

    /** What is to be run. */
    static final class What {
        @Option(names = "--seeds", paramLabel = "N", description = "Run so many seeds.")
        private @Nullable Long seeds;

        @Option(names = "--seed", paramLabel = "SEED", description = "Run this one and print all of it.")
        private @Nullable Long seed;

        @Option(
                names = "--replay",
                paramLabel = "FILE",
                description = "Run the schedule in this file and print all of it.")
        private @Nullable Path replay;
    }

    @Option(names = "--from", paramLabel = "SEED", description = "The first of the seeds. Default: a random one.")
    private @Nullable Long from;

    @Option(names = "--threads", paramLabel = "N", description = "How many run at once. Default: one for each core.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--hash", description = "Print one number for the histories of all the seeds together.")
    private boolean hash;

    @Option(names = "--history", paramLabel = "FILE", description = "With --seed or --replay: write the history there.")
    private @Nullable Path history;

    public static void main(String[] arguments) {
        silenceNodes();
        System.exit(new CommandLine(new SimulateMain())
                .setExecutionExceptionHandler(SimulateMain::complain)
                .execute(arguments));
    }

    /** What is wrong with a file or an option is told in one line; anything else is a bug. */
    private static int complain(Exception cause, CommandLine commandLine, CommandLine.ParseResult options)
            throws Exception {
        if (cause instanceof IllegalArgumentException || cause instanceof IOException) {
            commandLine.getErr().println("simulate: " + cause.getMessage());
            return CommandLine.ExitCode.USAGE;
        }
        throw cause;
    }

    /** A million log lines a second would be all that there is to see. */
    static void silenceNodes() {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.OFF);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (what.seed != null) {
            return runOne(Planner.plan(what.seed));
        }
        if (what.replay != null) {
            return runOne(read(what.replay));
        }
        long first = from == null ? new SecureRandom().nextLong() >>> 16 : from;
        long seeds = what.seeds == null ? 0 : what.seeds;
        if (seeds < 1 || threads < 1) {
            throw new IllegalArgumentException("--seeds and --threads must be 1 or more");
        }
        if (hash) {
            System.out.printf(Locale.ROOT, "%016x%n", HistoryHash.ofSeeds(first, seeds));
            return OK;
        }
        return runMany(first, seeds);
    }

    private static Schedule read(Path file) throws IOException {
        try {
            return Schedule.of(Files.readAllLines(file));
        } catch (NoSuchFileException e) {
            throw new IOException("there is no file " + file, e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    private int runOne(Schedule schedule) throws IOException {
        schedule.lines().forEach(System.out::println);
        StringBuilder lines = new StringBuilder();
        Optional<Violation> violation = new SimRun(schedule)
                .toldTo(event -> lines.append(HistoryFormat.write(event)).append('\n'))
                .play();
        if (history == null) {
            System.out.print(lines);
        } else {
            Files.writeString(history, lines);
        }
        System.out.println(violation.map(Violation::toString).orElse("every promise is kept"));
        return violation.isPresent() ? FAILED : OK;
    }

    private int runMany(long first, long seeds) throws InterruptedException, IOException {
        System.out.println("seeds from " + first + " on, " + seeds + " of them, on " + threads + " threads");
        Batch batch = new Batch(first, seeds, threads);
        Thread progress = new Thread(() -> tellProgress(batch, seeds), "progress");
        progress.setDaemon(true);
        progress.start();
        batch.run();
        progress.interrupt();
        tellNow(batch, seeds);
        System.out.printf(Locale.ROOT, "%,.0f runs in a second of one core's time%n", batch.runsPerProcessorSecond());
        batch.sometimes()
                .counts()
                .forEach((thing, count) -> System.out.printf(Locale.ROOT, "%,12d %s%n", count, thing));
        SortedSet<Long> failed = batch.failed();
        for (long seed : failed.stream().limit(MAX_EXPLAINED).toList()) {
            explain(seed);
        }
        List<Sometimes.Thing> never =
                seeds < BATCH_SEEDS ? List.of() : batch.sometimes().missing();
        if (!never.isEmpty()) {
            System.out.println("never happened, so this batch proves less than it should: " + never);
        }
        System.out.println(batch.passed() + " passed, " + failed.size() + " failed");
        return failed.isEmpty() && never.isEmpty() ? OK : FAILED;
    }

    private static void explain(long seed) throws IOException {
        Schedule schedule = Planner.plan(seed);
        Optional<Violation> violation = new SimRun(schedule).play();
        if (violation.isPresent()) {
            Schedule smallest = Shrinker.shrink(schedule, violation.get());
            Path file = Path.of("seed-" + seed + ".schedule");
            Files.write(file, smallest.lines());
            System.out.println();
            System.out.println(
                    "seed " + seed + " fails; shrunk from " + schedule.steps().size() + " steps to "
                            + smallest.steps().size() + ", again with ./simulate --replay " + file);
            Explanation.print(smallest, System.out);
            System.out.println();
        }
    }

    private static void tellProgress(Batch batch, long seeds) {
        try {
            while (true) {
                Thread.sleep(PROGRESS_MS);
                tellNow(batch, seeds);
            }
        } catch (InterruptedException done) {
            Thread.currentThread().interrupt();
        }
    }

    private static void tellNow(Batch batch, long seeds) {
        System.out.printf(
                Locale.ROOT,
                "%,d of %,d, %d failed, %,.0f runs/s%n",
                batch.done(),
                seeds,
                batch.failed().size(),
                batch.runsPerSecond());
    }
}
