package replog.bench;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import replog.chaos.Folders;

/** {@code ./benchmark}: how fast the cluster is, and how close to what the wire allows. */
@Command(
        name = "benchmark",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Starts a master and two secondaries on 127.0.0.1 without artificial delay, measures how many"
                + " messages they take at every write concern, and compares that with a bare HTTP server measured by"
                + " the same clients just before and just after.")
public final class BenchmarkMain implements Callable<Integer> {

    private static final int OK = 0;
    private static final int FAILED = 1;
    private static final int MAX_SECONDS = 60;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--seconds",
            paramLabel = "S",
            description = "For how long each case is measured. Default: ${DEFAULT-VALUE}")
    private long seconds = 6;

    @Option(
            names = "--only",
            paramLabel = "REGEX",
            description = "Measure only the cases in whose names this is found, such as 'w=3, 64'. Default: all.")
    private String only = "";

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "Write the table there, such as docs/BENCHMARKS.md. Default: only print it.")
    private @Nullable Path report;

    public static void main(String[] arguments) {
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
        System.exit(new CommandLine(new BenchmarkMain()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (seconds < 1 || seconds > MAX_SECONDS) {
            throw new ParameterException(spec.commandLine(), "--seconds must be from 1 to " + MAX_SECONDS);
        }
        List<Case> cases = Cases.all().stream()
                .filter(each -> wanted().matcher(each.what()).find())
                .toList();
        if (cases.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "--only " + only + " is found in no case");
        }
        Path folder = Files.createTempDirectory("replog-benchmark-");
        try {
            List<Measured> all = new Bench(folder, seconds, System.out::println).run(cases);
            String table = Table.of(all);
            System.out.println();
            System.out.print(table);
            if (report != null) {
                Files.writeString(report, Report.of(table, seconds));
            }
            Folders.delete(folder);
            return OK;
        } catch (BenchException | IllegalStateException failure) {
            System.err.println("benchmark: " + failure.getMessage() + " (what the nodes printed: " + folder + ")");
            return FAILED;
        }
    }

    private Pattern wanted() {
        try {
            return Pattern.compile(only);
        } catch (PatternSyntaxException e) {
            throw new ParameterException(spec.commandLine(), "--only: " + e.getDescription());
        }
    }
}
