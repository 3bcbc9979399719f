package replog.bench;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
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
                + " the same clients by turns. A run of everything takes a quarter of an hour or more, and writes"
                + " docs/BENCHMARKS.md and its pictures.")
public final class BenchmarkMain implements Callable<Integer> {

    private static final int OK = 0;
    private static final int FAILED = 1;
    private static final int MAX_SECONDS = 60;
    private static final int HTTP_PORT = 80;

    /** So many have to be there for the largest concern that is measured. */
    private static final int SECONDARIES = 2;

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
            description =
                    "Measure only what has this in its name, such as 'w=3, 64', and write no report. Default: all.")
    private String only = "";

    @Option(
            names = "--master",
            paramLabel = "URL",
            description =
                    "Measure a master that runs already, such as http://127.0.0.1:8080, beside the bare server on this"
                            + " machine, and write no report. Its list grows by millions of messages.")
    private @Nullable URI master;

    @Option(names = "--parts", description = "Measure the hot paths of the code one by one instead, by JMH.")
    private boolean parts;

    public static void main(String[] arguments) {
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
        System.exit(new CommandLine(new BenchmarkMain()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (seconds < 1 || seconds > MAX_SECONDS) {
            throw new ParameterException(spec.commandLine(), "--seconds must be from 1 to " + MAX_SECONDS);
        }
        if (parts) {
            wanted();
            Parts.measure(only);
            return OK;
        }
        List<Case> cases = Cases.all().stream()
                .filter(each -> isWanted(each.what()) && !(master != null && each.onDisk()))
                .toList();
        List<Trial> trials = Trials.all().stream()
                .filter(each -> isWanted(each.what()) && master == null)
                .toList();
        if (cases.isEmpty() && trials.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "--only " + only + " is found in no name");
        }
        Optional<Cluster> running = master == null ? Optional.empty() : Optional.of(runningAt(master));
        Path folder = Files.createTempDirectory("replog-benchmark-");
        try (Ceiling ceiling = Ceiling.start(folder)) {
            measure(folder, ceiling, running, cases, trials);
        } catch (BenchException | IllegalStateException failure) {
            System.err.println("benchmark: " + failure.getMessage() + " (what the nodes printed: " + folder + ")");
            return FAILED;
        }
        Folders.delete(folder);
        return OK;
    }

    private void measure(Path folder, Ceiling ceiling, Optional<Cluster> running, List<Case> cases, List<Trial> trials)
            throws IOException, InterruptedException {
        System.out.println("warming up");
        WarmUp.of(ceiling);
        Map<String, Finding> findings = new LinkedHashMap<>();
        for (Trial trial : trials) {
            Path own = folder.resolve("trial-" + findings.size());
            findings.put(trial.what(), trial.measurement().in(own, ceiling));
            System.out.println(Table.line(trial.what(), findings.get(trial.what())));
        }
        Bench bench = new Bench(folder, ceiling, seconds, System.out::println);
        List<Measured> all = running.isEmpty() ? bench.run(cases) : bench.run(cases, running.get());
        System.out.printf("%n%s%n%s", Table.of(all), Table.of(findings));
        if (only.isEmpty() && running.isEmpty()) {
            Report.write(all, findings, seconds);
        }
    }

    private Cluster runningAt(URI url) throws InterruptedException {
        if (url.getHost() == null) {
            throw new ParameterException(spec.commandLine(), "--master must be a URL such as http://127.0.0.1:8080");
        }
        var address = new InetSocketAddress(url.getHost(), url.getPort() < 0 ? HTTP_PORT : url.getPort());
        Cluster cluster = Cluster.running(address);
        OptionalInt followers = address.isUnresolved() ? OptionalInt.empty() : cluster.followers();
        if (followers.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "--master: no node answers at " + url);
        }
        if (followers.getAsInt() < SECONDARIES) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--master: " + followers.getAsInt() + " secondaries hold all that the master at " + url
                            + " does; it takes " + SECONDARIES);
        }
        return cluster;
    }

    private boolean isWanted(String what) {
        return wanted().matcher(what).find();
    }

    private Pattern wanted() {
        try {
            return Pattern.compile(only);
        } catch (PatternSyntaxException e) {
            throw new ParameterException(spec.commandLine(), "--only: " + e.getDescription());
        }
    }
}
