package replog.cluster.harness;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What a process has printed: the last {@value #MAX_LINES} lines. A thread of its own reads them; any thread may look. */
public final class ProcessOutput {

    private static final int MAX_LINES = 50_000;

    /** How many of the last lines {@link #tail} gives. */
    private static final int TAIL_LINES = 200;

    /** What betrays that a fault was not foreseen: a stack trace, the name of a throwable, a line at level ERROR. */
    private static final Pattern UNFORESEEN = Pattern.compile("^\\tat |^Caused by:|Exception|Error\\b");

    private final Deque<String> lines = new ArrayDeque<>();
    private long forgottenLines;
    private @Nullable String unforeseen;
    private @Nullable Pattern foreseen;

    ProcessOutput(String name, BufferedReader source) {
        Thread reader = new Thread(() -> readAll(source), "output of " + name);
        reader.setDaemon(true);
        reader.start();
    }

    /** The place after the last line so far: what {@link #awaitAfter} looks at comes behind it. */
    public synchronized long end() {
        return forgottenLines + lines.size();
    }

    /** Waits for a line in which {@code regex} is found, from the first one on, and returns it. */
    public String await(String regex) {
        return awaitAfter(0, regex);
    }

    /** Waits for a line behind {@code place} in which {@code regex} is found, and returns it. */
    public String awaitAfter(long place, String regex) {
        Pattern pattern = Pattern.compile(regex);
        return Await.value(
                "a line with '" + regex + "' in the output",
                () -> linesAfter(place).stream().filter(pattern.asPredicate()).findFirst());
    }

    /** Waits for these lines, in this order, others between them or not. */
    public void awaitInOrder(String... regexes) {
        long place = 0;
        for (String regex : regexes) {
            long from = place;
            Predicate<String> wanted = Pattern.compile(regex).asPredicate();
            place = from
                    + 1
                    + Await.value("a line with '" + regex + "' behind line " + from, () -> {
                        List<String> lines = linesAfter(from);
                        return IntStream.range(0, lines.size())
                                .filter(i -> wanted.test(lines.get(i)))
                                .boxed()
                                .findFirst();
                    });
        }
    }

    /** The lines behind {@code place}, as far as they are still kept. */
    public synchronized List<String> linesAfter(long place) {
        return lines.stream().skip(Math.max(0, place - forgottenLines)).toList();
    }

    /** All lines in which {@code regex} is found. */
    public List<String> linesWith(String regex) {
        Pattern pattern = Pattern.compile(regex);
        return linesAfter(0).stream().filter(pattern.asPredicate()).toList();
    }

    /** The first line since the last call that betrays a fault which was not foreseen. */
    public synchronized Optional<String> takeUnforeseen() {
        Optional<String> line = Optional.ofNullable(unforeseen);
        unforeseen = null;
        return line;
    }

    /** From now on lines in which {@code regex} is found betray nothing: the test brings them about. */
    public synchronized void foresee(String regex) {
        foreseen = Pattern.compile(regex);
    }

    /** The last lines, to be shown where a test failed. */
    public synchronized String tail() {
        return String.join("\n", linesAfter(end() - TAIL_LINES));
    }

    private void readAll(BufferedReader source) {
        try (source) {
            for (String line = source.readLine(); line != null; line = source.readLine()) {
                add(line);
            }
        } catch (IOException e) {
            add("(the output ended: " + e.getMessage() + ")");
        }
    }

    private synchronized void add(String line) {
        lines.addLast(line);
        if (lines.size() > MAX_LINES) {
            lines.removeFirst();
            forgottenLines++;
        }
        boolean expected = foreseen != null && foreseen.matcher(line).find();
        if (unforeseen == null && !expected && UNFORESEEN.matcher(line).find()) {
            unforeseen = line;
        }
    }
}
