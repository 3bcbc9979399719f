package replog.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A process of Java that is measured, and what Linux tells of it. */
final class JavaProcess implements AutoCloseable {

    /** Linux counts the time of a process in these. */
    private static final double TICKS_PER_SECOND = 100;

    /** Where {@code utime} is behind the name in {@code /proc/PID/stat}, and {@code stime} behind it (proc(5)). */
    private static final int USER_TIME_FIELD = 11;

    private static final long END_MS = 60_000;

    /** The beginning of a line of a node's log. */
    private static final Pattern TIME_OF_LINE = Pattern.compile("^\\[ *([0-9.]+)s]");

    private final String name;
    private final Path output;
    private final Process process;

    private JavaProcess(String name, Path output, Process process) {
        this.name = name;
        this.output = output;
        this.process = process;
    }

    /** Starts Java, as this process is run, with these arguments; what it prints goes into {@code output}. */
    static JavaProcess start(String name, Path output, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(arguments);
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.to(output.toFile()))
                    .start();
            // However this process ends: what it started would be in the way of whoever measures next.
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            return new JavaProcess(name, output, process);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String name() {
        return name;
    }

    /** Fails where it has ended. */
    void requireAlive() {
        if (!process.isAlive()) {
            throw new BenchException(name + " has ended with " + process.exitValue() + ", see " + output);
        }
    }

    /** How much of the processor it has had so far, in seconds. */
    double processorSeconds() {
        String stat = stat();
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[USER_TIME_FIELD]) + Long.parseLong(fields[USER_TIME_FIELD + 1]))
                / TICKS_PER_SECOND;
    }

    /** What SIGSTOP does: it does nothing until it is thawed. */
    void freeze() throws InterruptedException {
        signal("STOP");
    }

    void thaw() throws InterruptedException {
        signal("CONT");
    }

    /** Asks it to end; it has done so when this returns. */
    void terminate() throws InterruptedException {
        process.destroy();
        Await.until(name + " does not end", END_MS, () -> !process.isAlive());
    }

    /** When it printed the first line that has this text, in seconds since its start; none where it has not. */
    OptionalDouble momentOf(String text) {
        try (Stream<String> lines = Files.lines(output)) {
            return lines.filter(line -> line.contains(text))
                    .map(TIME_OF_LINE::matcher)
                    .filter(Matcher::find)
                    .mapToDouble(time -> Double.parseDouble(time.group(1)))
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void signal(String name) throws InterruptedException {
        try {
            Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
            if (kill.waitFor() != 0) {
                throw new BenchException("kill -" + name + " has failed");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends it; it is gone when this returns. */
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }

    private String stat() {
        try {
            return Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
        } catch (IOException e) {
            throw new BenchException("cannot see how " + name + " is: " + e.getMessage());
        }
    }
}
