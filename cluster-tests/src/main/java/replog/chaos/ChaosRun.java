package replog.chaos;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import replog.history.HistoryEvent.End;

/** One run: starts the nodes, lets clients, readers and the monkey loose on them, heals everything, and judges. */
final class ChaosRun {

    private static final int FINAL_READS = 20;

    private final ChaosOptions options;
    private final Recorder recorder;
    private final Tally tally = new Tally();
    private final SplittableRandom random;
    private final ChaosCluster cluster;
    private final Clients clients;
    private final List<Reader> readers = new ArrayList<>();

    ChaosRun(ChaosOptions options) throws IOException {
        this.options = options;
        this.recorder = new Recorder(options.history());
        this.random = new SplittableRandom(options.seed());
        this.cluster = new ClusterBuilder(recorder, options, random.split()).build();
        this.clients = new Clients(cluster, recorder, tally);
        for (ChaosNode node : cluster.nodes()) {
            readers.add(new Reader(node, recorder, tally, random.split()));
        }
    }

    /** Plays it to its end; when this returns no process of it is left. */
    void play() throws InterruptedException, IOException {
        Runtime.getRuntime().addShutdownHook(new Thread(cluster::close, "end of all nodes"));
        try {
            breakAndHeal();
        } catch (ChaosException failure) {
            recorder.fail(String.valueOf(failure.getMessage()));
        } finally {
            clients.disconnect();
            cluster.close();
            recorder.close();
        }
    }

    Recorder recorder() {
        return recorder;
    }

    /** How often each thing was done. */
    Map<String, Long> counts() {
        Map<String, Long> counts = tally.counts();
        for (ChaosNode node : cluster.nodes()) {
            counts.put("restart of " + node.name(), Math.max(0L, node.lives() - 1L));
        }
        return counts;
    }

    private void breakAndHeal() throws InterruptedException {
        cluster.start();
        Crew watchers = new Crew(recorder);
        BeliefPoll poll = new BeliefPoll(cluster, recorder, tally);
        watchers.start("beliefs", poll::askAndPause);
        for (Reader reader : readers) {
            watchers.start("reader", reader::readAndPause);
        }
        clients.start(random.split());
        new Monkey(cluster, recorder, tally, random.split()).run(options.faultsMs());
        clients.stop();
        Healing healing = new Healing(cluster, clients, recorder);
        if (!recorder.isOver()) {
            healing.mendAll();
        }
        boolean inStep = healing.awaitInStep();
        watchers.stop();
        for (Reader reader : readers) {
            readWholeList(reader);
        }
        recorder.record(End::new);
        if (!inStep) {
            recorder.fail("the nodes were not in step in time after everything was healed: " + recorder.holdings());
        }
    }

    private void readWholeList(Reader reader) throws InterruptedException {
        int reads = 0;
        while (!recorder.isOver() && !reader.read(0)) {
            reads++;
            if (reads == FINAL_READS) {
                throw new ChaosException("a node does not show its list in the end");
            }
        }
    }
}
