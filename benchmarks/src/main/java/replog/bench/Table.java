package replog.bench;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The figures as a table in Markdown. */
final class Table {

    private static final String HEAD = """
            | what | messages/s | to the ceiling | p50 µs | to its p50 | p99 µs | p99.9 µs | processor µs per message |
            |---|---|---|---|---|---|---|---|
            """;

    private static final String HEAD_OF_TRIALS = """
            | what | figure | beside |
            |---|---|---|
            """;

    private Table() {}

    static String of(Map<String, Finding> findings) {
        return findings.isEmpty()
                ? ""
                : HEAD_OF_TRIALS
                        + findings.entrySet().stream()
                                .map(each -> line(each.getKey(), each.getValue()) + "\n")
                                .collect(Collectors.joining());
    }

    static String line(String what, Finding finding) {
        return "| " + what + " | " + finding.figure() + " | " + finding.comparedTo() + " |";
    }

    static String of(List<Measured> all) {
        return all.isEmpty()
                ? ""
                : HEAD + all.stream().map(each -> line(each) + "\n").collect(Collectors.joining());
    }

    static String line(Measured measured) {
        String processor = measured.processorMicros().entrySet().stream()
                .map(node -> String.format(Locale.ROOT, "%s %.1f", node.getKey(), node.getValue()))
                .collect(Collectors.joining(", "));
        return String.format(
                Locale.ROOT,
                "| %s | %,.0f | %.2f | %,.0f | %.2f | %,.0f | %,.0f | %s |",
                measured.what().what(),
                measured.messagesPerSecond(),
                measured.ratio(),
                measured.figures().percentileMicros(50),
                measured.comparison().ratioOfP50(),
                measured.figures().percentileMicros(99),
                measured.figures().percentileMicros(99.9),
                processor);
    }
}
