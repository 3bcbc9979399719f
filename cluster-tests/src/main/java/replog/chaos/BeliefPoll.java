package replog.chaos;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import replog.history.HistoryEvent.Believes;

/** Asks the master again and again what it believes of its secondaries. One thread. */
final class BeliefPoll {

    private static final long PAUSE_MS = 40;

    private final ChaosCluster cluster;
    private final Recorder recorder;
    private final Tally tally;
    private final Map<String, Health.Secondary> told = new HashMap<>();
    private int masterLives;

    BeliefPoll(ChaosCluster cluster, Recorder recorder, Tally tally) {
        this.cluster = cluster;
        this.recorder = recorder;
        this.tally = tally;
    }

    void askAndPause() throws InterruptedException {
        int lives = cluster.master().lives();
        if (masterLives != lives) {
            masterLives = lives;
            told.clear();
        }
        Optional<Health> health = cluster.master().http().health();
        health.ifPresent(this::tell);
        Thread.sleep(PAUSE_MS);
    }

    private void tell(Health health) {
        for (Health.Secondary now : health.secondaries()) {
            boolean news = !now.equals(told.get(now.nodeId()))
                    && recorder.recordIf(
                            () -> masterLives == cluster.master().lives()
                                    && cluster.master().livesAs(health.nodeId())
                                    && !cluster.isJustStarting(now.nodeId()),
                            t -> new Believes(
                                    t,
                                    cluster.master().name(),
                                    now.name(),
                                    now.nodeId(),
                                    now.firstGap(),
                                    now.connected(),
                                    now.state()));
            if (news) {
                told.put(now.nodeId(), now);
                tally.count("belief of the master");
            }
        }
    }
}
