package replog.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import replog.chaos.Repository;

/** The page and the pictures that are made of a run of everything. */
final class Report {

    private static final double MAX_RATIO_OF_ONE = 1.0;
    private static final double MAX_RATIO_TOGETHER = 12;

    private Report() {}

    /** Writes {@code docs/BENCHMARKS.md} and what it shows. */
    static void write(List<Measured> all, Map<String, Finding> findings, long seconds) throws IOException {
        Path root = Repository.root();
        Files.writeString(root.resolve("docs/BENCHMARKS.md"), page(all, findings, seconds));
        Files.writeString(
                root.resolve("img/benchmark-requests.svg"),
                Chart.of(
                        "Requests per second, as a part of what the bare server does",
                        all.stream().filter(each -> each.what().messages() == 1).toList(),
                        MAX_RATIO_OF_ONE));
        Files.writeString(
                root.resolve("img/benchmark-together.svg"),
                Chart.of(
                        "Messages per second in requests of many, per request that the bare server answers",
                        all.stream().filter(each -> each.what().messages() > 1).toList(),
                        MAX_RATIO_TOGETHER));
    }

    private static String page(List<Measured> all, Map<String, Finding> findings, long seconds) {
        return """
                # How fast it is

                Made by `./benchmark`, which runs all of it again: a master and two secondaries as processes on one machine without artificial
                delay, each with one event loop for everything (`--http-workers 1`, and `--comm-workers 1` for the master); clients that ask again
                once they are answered, or at a fixed rate where the line says so; messages of 100 bytes unless the line says otherwise.

                The ceiling is a bare HTTP server on Netty, with one event loop too, that answers the same receipt to whatever is posted. The same
                clients measure it before, between and after the %d rounds of each line, as many and as deep, so the figure to go by is the
                ratio: what else goes on on the machine takes from both, and the ratio shown is the median of the rounds. Before anything
                is measured, each cluster is warmed up for three quarters of a minute.

                This run: %d seconds for each line, Java %s, %d processors for the nodes and the clients together.

                ![Requests](../img/benchmark-requests.svg)

                ![Messages in requests of many](../img/benchmark-together.svg)

                ## Throughput and latency

                %s
                Where several requests are under way on a connection, there are as many at the ceiling. Where several messages are in a request,
                the ceiling answers %d clients that send one message each.

                ## Starts, long lists, a frozen node

                Of a fetch and of a restart the median of three. What is on disk is synced on all three nodes before an answer; the sync that is timed is
                one of 4 KiB on the idle disk, as a node writes them, the median of %d.

                %s""".formatted(
                        Comparison.ROUNDS,
                        seconds,
                        System.getProperty("java.version"),
                        Runtime.getRuntime().availableProcessors(),
                        Table.of(all),
                        Case.BARE_CONNECTIONS_FOR_MANY,
                        SyncTime.SYNCS,
                        Table.of(findings));
    }
}
