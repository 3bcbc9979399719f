package replog.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import replog.bench.load.Figures;
import replog.bench.load.Load;
import replog.bench.load.LoadRun;

/** Measures case after case, each beside the ceiling. */
final class Bench {

    private static final long MAX_REQUESTS = 50_000_000;
    private static final double MICROS_PER_SECOND = 1e6;

    /** The list in memory would grow too long: after so many messages a cluster is replaced by a new one. */
    private static final long MAX_MESSAGES = 12_000_000;

    private final Path folder;
    private final Ceiling ceiling;
    private final long seconds;
    private final Consumer<String> progress;

    /**
     * @param folder for what is printed and kept
     * @param seconds for how long a case is measured, in all its rounds; a third of each goes before, unmeasured
     * @param progress gets a line now and then
     */
    Bench(Path folder, Ceiling ceiling, long seconds, Consumer<String> progress) {
        this.folder = folder;
        this.ceiling = ceiling;
        this.seconds = seconds;
        this.progress = progress;
    }

    /** On clusters of its own. */
    List<Measured> run(List<Case> cases) throws InterruptedException {
        List<Measured> all = new ArrayList<>();
        for (boolean onDisk : new boolean[] {false, true}) {
            List<Case> here =
                    cases.stream().filter(each -> each.onDisk() == onDisk).toList();
            if (!here.isEmpty()) {
                measureAll(here, onDisk, all);
            }
        }
        return all;
    }

    /** On a cluster that runs already. */
    List<Measured> run(List<Case> cases, Cluster cluster) throws InterruptedException {
        List<Measured> all = new ArrayList<>();
        WarmUp.of(cluster.master());
        for (Case each : cases) {
            measure(each, cluster, all);
        }
        return all;
    }

    private void measureAll(List<Case> cases, boolean onDisk, List<Measured> all) throws InterruptedException {
        Cluster cluster = warm(onDisk, 0);
        long messages = 0;
        try {
            for (int i = 0; i < cases.size(); i++) {
                if (messages > MAX_MESSAGES) {
                    cluster.close();
                    cluster = warm(onDisk, i);
                    messages = 0;
                }
                messages += measure(cases.get(i), cluster, all).figures().count()
                        * cases.get(i).messages()
                        * 2;
            }
        } finally {
            cluster.close();
        }
    }

    /** A cluster whose code is compiled already. */
    private Cluster warm(boolean onDisk, int number) throws InterruptedException {
        progress.accept("starting three nodes, lists " + (onDisk ? "on disk" : "in memory"));
        Cluster cluster =
                Cluster.start(folder.resolve((onDisk ? "disk-" : "memory-") + number), onDisk, "bonnie", "clyde_");
        WarmUp.of(cluster.master());
        return cluster;
    }

    private Measured measure(Case what, Cluster cluster, List<Measured> all) throws InterruptedException {
        Load round = round(what.connections(), what);
        Load bareRound = round(what.bareConnections(), what);
        byte[] bare = Requests.one(what.writeConcern(), what.messageBytes());
        cluster.awaitFollowers();
        Map<String, Double> processor = new LinkedHashMap<>();
        Comparison comparison = Comparison.of(
                load -> metered(cluster, what.request(), load, processor),
                load -> ceiling.measure(bare, bareRound),
                round);
        requireAllWell(what.what(), comparison.figures());
        double share = (double) round.measuredMs() / (round.measuredMs() + round.warmUpMs());
        double messages = comparison.figures().count() * what.messages() / share;
        processor.replaceAll((name, seconds) -> seconds * MICROS_PER_SECOND / messages);
        Measured measured = new Measured(what, comparison, processor);
        all.add(measured);
        progress.accept(Table.line(measured));
        return measured;
    }

    /** Adds to {@code processor} what each node takes of it meanwhile, in seconds. */
    private static Figures metered(Cluster cluster, byte[] request, Load load, Map<String, Double> processor)
            throws InterruptedException {
        cluster.nodes().forEach(node -> processor.merge(node.name(), -node.processorSeconds(), Double::sum));
        Figures figures = LoadRun.run(cluster.master(), request, load);
        cluster.nodes().forEach(node -> processor.merge(node.name(), node.processorSeconds(), Double::sum));
        return figures;
    }

    /** Fails where not every answer was a 200. */
    static void requireAllWell(String what, Figures figures) {
        if (figures.count() == 0 || !figures.byStatus().keySet().equals(Set.of(200))) {
            throw new BenchException(what + ": not all answers were 200, but " + figures.byStatus());
        }
    }

    private Load round(int connections, Case what) {
        long ms = TimeUnit.SECONDS.toMillis(seconds) / Comparison.ROUNDS;
        return new Load(connections, what.depth(), what.requestsPerSecond(), ms / 3, ms, MAX_REQUESTS);
    }
}
