package replog.chaos;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import replog.history.HistoryEvent.Healed;

/** Mends everything, and waits until the cluster is what it promises to be then. */
final class Healing {

    private static final long BOUND_MS = 90_000;
    private static final long LOOK_AGAIN_MS = 100;

    private final ChaosCluster cluster;
    private final Clients clients;
    private final Recorder recorder;

    Healing(ChaosCluster cluster, Clients clients, Recorder recorder) {
        this.cluster = cluster;
        this.clients = clients;
        this.recorder = recorder;
    }

    /** No fault is under way any more, and every node runs and may follow the master. */
    void mendAll() throws InterruptedException {
        cluster.secondaries().forEach(secondary -> secondary.link().mend());
        for (ChaosNode node : cluster.nodes()) {
            if (node.isPaused()) {
                node.resume();
            }
            if (node.life() == null) {
                node.start();
            }
        }
        cluster.restartThoseOfOldLogs();
        recorder.record(Healed::new);
    }

    /** True when all have the whole list and nobody waits who can be answered; false where that takes too long. */
    boolean awaitInStep() throws InterruptedException {
        long endNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(BOUND_MS);
        while (!isInStep()) {
            if (recorder.awaitFailure(LOOK_AGAIN_MS) || System.nanoTime() > endNanos) {
                return false;
            }
        }
        return true;
    }

    private boolean isInStep() throws InterruptedException {
        List<ChaosNode> nodes = cluster.nodes();
        Optional<Health> master = cluster.master().http().health();
        for (ChaosNode node : nodes) {
            Optional<Health> health = node.http().health();
            boolean inStep = master.isPresent()
                    && health.isPresent()
                    && health.get().firstGap() == master.get().firstGap();
            if (!inStep) {
                return false;
            }
        }
        return clients.waitingFor(nodes.size()) == 0;
    }
}
