package replog.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import replog.bench.load.Figures;
import replog.bench.load.Load;
import replog.bench.load.LoadRun;
import replog.node.log.InMemoryLog;
import replog.proto.message.Bytes;
import replog.proto.message.LogId;
import replog.proto.message.LogMessage;

/** The trials, in the order of the table. */
final class Trials {

    private static final int MILLION = 1_000_000;
    private static final int MESSAGE_BYTES = 100;
    private static final int TOGETHER = 1000;
    private static final int CLIENTS = 64;
    private static final byte[] ONE = Requests.one(1, MESSAGE_BYTES);
    private static final long ROUND_WARM_UP_MS = 500;
    private static final long ROUND_MS = 1_500;
    private static final Load ROUND = new Load(CLIENTS, 1, 0, ROUND_WARM_UP_MS, ROUND_MS, Integer.MAX_VALUE);
    private static final int RESTARTS = 3;
    private static final long MAX_FILL_MS = 500_000;
    private static final int DOWNLOADS_FOR_THE_COMPILER = 20;
    private static final int DOWNLOADS = 4;
    private static final double NANOS_PER_SECOND = 1e9;

    private Trials() {}

    static List<Trial> all() {
        return List.of(
                new Trial("memory of a list of 1,000,000 messages", Trials::memory),
                new Trial("a new secondary fetches 1,000,000 messages", Trials::catchUp),
                new Trial("restart of a master with 1,000,000 messages on disk", Trials::restart),
                new Trial("GET /messages of 1,000,000 messages", Trials::readAll),
                new Trial("w=3 on disk, 64 clients", Trials::onDisk),
                new Trial("w=1 with one of two secondaries frozen", Trials::frozen),
                new Trial("w=1 with 10,000,000 messages on disk", Trials::tenMillion));
    }

    private static Finding memory(Path folder, Ceiling ceiling) {
        long before = usedHeap();
        InMemoryLog log = new InMemoryLog();
        log.adopt(new LogId(new UUID(1, 1)));
        for (int i = 0; i < MILLION; i++) {
            log.append(new LogMessage(i, Bytes.EMPTY, Bytes.of(new byte[MESSAGE_BYTES])));
        }
        double each = (double) (usedHeap() - before) / log.end();
        return new Finding(shown("%.0f bytes a message of 100", each), "");
    }

    /** From the connection to the moment at which the master has noted that the node is ready, by that node's own log. */
    private static Finding catchUp(Path folder, Ceiling ceiling) throws InterruptedException {
        try (Cluster cluster = Cluster.start(folder, false, "bonnie")) {
            fill(cluster, MILLION);
            List<Double> seconds = new ArrayList<>();
            for (String late : List.of("clyde_", "doris_", "elwood")) {
                cluster.startSecondary(late);
                double ready = cluster.awaitLine(late, "the master knows that this node is ready");
                seconds.add(ready - cluster.awaitLine(late, "connected, saying Hello"));
            }
            return new Finding(shown("%.2f s from connect to ready", Medians.of(seconds)), "");
        }
    }

    private static Finding restart(Path folder, Ceiling ceiling) throws InterruptedException {
        try (Cluster cluster = Cluster.start(folder, true)) {
            fill(cluster, MILLION);
            List<Double> seconds = new ArrayList<>();
            for (int i = 0; i < RESTARTS; i++) {
                cluster.masterNode().terminate();
                long startNanos = System.nanoTime();
                cluster.startMaster();
                cluster.awaitMaster();
                seconds.add((System.nanoTime() - startNanos) / NANOS_PER_SECOND);
            }
            return new Finding(shown("%.2f s from exec to the first answer", Medians.of(seconds)), "");
        }
    }

    private static Finding readAll(Path folder, Ceiling ceiling) throws IOException, InterruptedException {
        try (Cluster cluster = Cluster.start(folder, false)) {
            fill(cluster, MILLION);
            Path file = folder.resolve("messages");
            Download.of(cluster.master(), "/messages", file);
            for (int i = 0; i < DOWNLOADS_FOR_THE_COMPILER; i++) {
                Download.of(ceiling.address(), file.toString(), null);
                Download.of(cluster.master(), "/messages", null);
            }
            double bare = 0;
            double rate = 0;
            for (int i = 0; i < DOWNLOADS; i++) {
                bare += Download.of(ceiling.address(), file.toString(), null) / DOWNLOADS;
                rate += Download.of(cluster.master(), "/messages", null) / DOWNLOADS;
            }
            return new Finding(shown("%.0f MB/s", rate), shown("%.2f of a bare file server's", rate / bare));
        }
    }

    private static Finding onDisk(Path folder, Ceiling ceiling) throws IOException, InterruptedException {
        String[] secondaries = {"bonnie", "clyde_"};
        try (Cluster memory = Cluster.start(folder.resolve("memory"), false, secondaries);
                Cluster disk = Cluster.start(folder.resolve("disk"), true, secondaries)) {
            WarmUp.of(memory.master());
            WarmUp.of(disk.master());
            byte[] request = Requests.one(3, MESSAGE_BYTES);
            Comparison comparison = Comparison.of(
                    round -> LoadRun.run(disk.master(), request, round),
                    round -> LoadRun.run(memory.master(), request, round),
                    ROUND);
            Bench.requireAllWell("w=3 on disk", comparison.figures());
            return new Finding(
                    shown("%,.0f messages/s", comparison.figures().perSecond()),
                    shown("%.2f of in memory; a sync takes %.2f ms", comparison.ratio(), SyncTime.millis(folder)));
        }
    }

    private static Finding frozen(Path folder, Ceiling ceiling) throws InterruptedException {
        try (Cluster cluster = Cluster.start(folder, false, "bonnie", "clyde_")) {
            WarmUp.of(cluster.master());
            Comparison.Side wellServer = side(cluster);
            double before = compare(wellServer, ceiling).ratio();
            Comparison during = compare(round -> whileFrozen(cluster, "clyde_", wellServer, round), ceiling);
            double well = (before + compare(wellServer, ceiling).ratio()) / 2;
            return new Finding(
                    shown("%,.0f messages/s", during.figures().perSecond()),
                    shown("%.2f of both well", during.ratio() / well));
        }
    }

    private static Finding tenMillion(Path folder, Ceiling ceiling) throws InterruptedException {
        try (Cluster cluster = Cluster.start(folder, true, "bonnie", "clyde_")) {
            WarmUp.of(cluster.master());
            Comparison.Side server = side(cluster);
            double shortList = compare(server, ceiling).ratio();
            fill(cluster, 10 * MILLION);
            Comparison longList = compare(server, ceiling);
            return new Finding(
                    shown("%,.0f messages/s", longList.figures().perSecond()),
                    shown("%.2f of a short list", longList.ratio() / shortList));
        }
    }

    private static Comparison.Side side(Cluster cluster) {
        return round -> LoadRun.run(cluster.master(), ONE, round);
    }

    /** Frozen for a round at a time: for longer, and the master would give it up and have one node less. */
    private static Figures whileFrozen(Cluster cluster, String node, Comparison.Side server, Load round)
            throws InterruptedException {
        cluster.node(node).freeze();
        Figures figures = server.measure(round);
        cluster.node(node).thaw();
        cluster.awaitFollowers();
        return figures;
    }

    /** With w=1; what is measured minutes apart can be compared by what the bare server does at the same time only. */
    private static Comparison compare(Comparison.Side server, Ceiling ceiling) throws InterruptedException {
        Comparison comparison = Comparison.of(server, load -> ceiling.measure(ONE, load), ROUND);
        Bench.requireAllWell("w=1", comparison.figures());
        return comparison;
    }

    /** Adds messages until there are so many, and waits until all nodes have them. */
    private static void fill(Cluster cluster, int count) throws InterruptedException {
        Load load = new Load(4, 1, 0, 0, MAX_FILL_MS, count / TOGETHER);
        LoadRun.run(cluster.master(), Requests.many(1, MESSAGE_BYTES, TOGETHER), load);
        cluster.awaitFollowers();
        if (cluster.messages() < count - 4 * TOGETHER) {
            throw new BenchException("the master holds " + cluster.messages() + " messages, not " + count);
        }
    }

    private static long usedHeap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static String shown(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
