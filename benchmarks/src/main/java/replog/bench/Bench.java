package replog.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
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
import replog.chaos.FreePorts;

/** Measures case after case, each with the ceiling just before and just after. */
final class Bench {

    private static final long START_MS = 30_000;
    private static final long LOOK_AGAIN_MS = 20;
    private static final long MAX_REQUESTS = 50_000_000;
    private static final double MICROS_PER_SECOND = 1e6;

    /** The list in memory would grow too long: after so many messages a cluster is replaced by a new one. */
    private static final long MAX_MESSAGES = 6_000_000;

    private final Path folder;
    private final long seconds;
    private final Consumer<String> progress;

    /**
     * @param folder for what is printed and kept
     * @param seconds for how long a case is measured; a third of it goes before, unmeasured
     * @param progress gets a line now and then
     */
    Bench(Path folder, long seconds, Consumer<String> progress) {
        this.folder = folder;
        this.seconds = seconds;
        this.progress = progress;
    }

    List<Measured> run(List<Case> cases) throws InterruptedException {
        List<Measured> all = new ArrayList<>();
        int port = FreePorts.next();
        List<String> bare = List.of(
                "-cp", System.getProperty("java.class.path"), CeilingServer.class.getName(), Integer.toString(port));
        try (JavaProcess ceiling = JavaProcess.start("ceiling", folder.resolve("ceiling.log"), bare)) {
            InetSocketAddress server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
            await(server, ceiling);
            LoadRun.run(server, Requests.one(1, 1), load(16, 8, 0));
            for (boolean onDisk : new boolean[] {false, true}) {
                List<Case> here =
                        cases.stream().filter(each -> each.onDisk() == onDisk).toList();
                if (!here.isEmpty()) {
                    measureAll(here, onDisk, server, all);
                }
            }
        }
        return all;
    }

    private void measureAll(List<Case> cases, boolean onDisk, InetSocketAddress ceiling, List<Measured> all)
            throws InterruptedException {
        Cluster cluster = warm(onDisk, 0);
        long messages = 0;
        try {
            for (int i = 0; i < cases.size(); i++) {
                if (messages > MAX_MESSAGES) {
                    cluster.close();
                    cluster = warm(onDisk, i);
                    messages = 0;
                }
                Measured measured = measure(cases.get(i), cluster, ceiling);
                messages += measured.figures().count() * cases.get(i).messages() * 2;
                all.add(measured);
                progress.accept(Table.line(measured));
            }
        } finally {
            cluster.close();
        }
    }

    /** A cluster whose code is compiled already. */
    private Cluster warm(boolean onDisk, int number) throws InterruptedException {
        progress.accept("starting three nodes, lists " + (onDisk ? "on disk" : "in memory"));
        Path own = folder.resolve((onDisk ? "disk-" : "memory-") + number);
        if (!own.toFile().mkdirs()) {
            throw new BenchException("cannot make " + own);
        }
        Cluster cluster = Cluster.start(own, onDisk);
        LoadRun.run(cluster.master(), Requests.one(3, 100), load(64, 2, 0));
        return cluster;
    }

    private Measured measure(Case what, Cluster cluster, InetSocketAddress ceiling) throws InterruptedException {
        Load load = load(what.connections(), what.depth(), what.requestsPerSecond());
        byte[] bare = Requests.one(what.writeConcern(), what.messageBytes());
        Figures before = LoadRun.run(ceiling, bare, load);
        cluster.awaitFollowers();
        Map<String, Double> processor = new LinkedHashMap<>();
        cluster.nodes().forEach(node -> processor.put(node.name(), -node.processorSeconds()));
        Figures figures = LoadRun.run(cluster.master(), what.request(), load);
        double share = (double) load.measuredMs() / (load.measuredMs() + load.warmUpMs());
        double messages = (double) figures.count() * what.messages() / share;
        cluster.nodes()
                .forEach(node -> processor.compute(
                        node.name(),
                        (name, start) -> (node.processorSeconds() + (start == null ? 0 : start))
                                * MICROS_PER_SECOND
                                / messages));
        requireAllWell(what, figures);
        Figures after = LoadRun.run(ceiling, bare, load);
        return new Measured(
                what,
                figures,
                (before.perSecond() + after.perSecond()) / 2,
                (before.percentileMicros(50) + after.percentileMicros(50)) / 2,
                processor);
    }

    private static void requireAllWell(Case what, Figures figures) {
        if (figures.count() == 0 || !figures.byStatus().keySet().equals(Set.of(200))) {
            throw new BenchException(what.what() + ": not all answers were 200, but " + figures.byStatus());
        }
    }

    private Load load(int connections, int depth, int requestsPerSecond) {
        long ms = TimeUnit.SECONDS.toMillis(seconds);
        return new Load(connections, depth, requestsPerSecond, ms / 3, ms, MAX_REQUESTS);
    }

    private static void await(InetSocketAddress server, JavaProcess process) throws InterruptedException {
        long endNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(START_MS);
        while (System.nanoTime() - endNanos < 0) {
            process.requireAlive();
            try (Socket probe = new Socket(server.getAddress(), server.getPort())) {
                if (probe.isConnected()) {
                    return;
                }
            } catch (IOException notYet) {
                Thread.sleep(LOOK_AGAIN_MS);
            }
        }
        throw new BenchException("the bare server does not listen within " + START_MS + " ms");
    }
}
