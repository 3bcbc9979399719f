package replog.chaos;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import replog.history.HistoryEvent.Fault;

/** Breaks one thing after another, each for a while, now and then two at once; every kind has its turn before any has a second. */
final class Monkey {

    private static final int LONGEST_REST_MS = 1200;
    private static final int SHORTEST_FAULT_MS = 500;
    private static final int LONGEST_FAULT_MS = 5000;

    private final ChaosCluster cluster;
    private final Recorder recorder;
    private final Tally tally;
    private final SplittableRandom random;
    private final List<Enum<?>> bag = new ArrayList<>();

    Monkey(ChaosCluster cluster, Recorder recorder, Tally tally, SplittableRandom random) {
        this.cluster = cluster;
        this.recorder = recorder;
        this.tally = tally;
        this.random = random;
    }

    /** Goes on for so long, or until a promise is broken. */
    void run(long forMs) throws InterruptedException {
        long endNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(forMs);
        while (System.nanoTime() < endNanos && !recorder.awaitFailure(random.nextInt(LONGEST_REST_MS))) {
            cluster.failIfOneEndedByItself();
            breakSomething(Math.max(1, TimeUnit.NANOSECONDS.toMillis(endNanos - System.nanoTime())));
        }
    }

    private void breakSomething(long atMostMs) throws InterruptedException {
        Enum<?> next = next();
        ChaosSecondary victim = anySecondary();
        ChaosSecondary second = random.nextInt(4) == 0 ? anySecondary() : null;
        if (second != null) {
            tally.count("fault besides another");
            begin(anyOf(List.of(NetworkFault.values())), second);
        }
        int ms = begin(next, victim);
        boolean failed = recorder.awaitFailure(Math.min(ms, atMostMs));
        if (!failed) {
            undo(next, victim, second);
        }
    }

    private int begin(Enum<?> fault, ChaosSecondary victim) throws InterruptedException {
        if (fault instanceof ProcessFault ofProcess) {
            int ms = ofProcess.drawMs(random);
            told(fault, ofProcess.victim(cluster, victim), ms);
            ofProcess.begin(cluster, victim);
            return ms;
        }
        int ms = random.nextInt(SHORTEST_FAULT_MS, LONGEST_FAULT_MS);
        told(fault, victim.node().name(), ms);
        ((NetworkFault) fault).begin(victim.link(), random);
        return ms;
    }

    private void undo(Enum<?> fault, ChaosSecondary victim, @Nullable ChaosSecondary second)
            throws InterruptedException {
        if (fault instanceof ProcessFault ofProcess) {
            ofProcess.undo(cluster, victim);
        }
        victim.link().mend();
        if (second != null) {
            second.link().mend();
        }
    }

    private void told(Enum<?> fault, String victim, int ms) {
        tally.count("fault " + fault.name());
        recorder.record(t -> new Fault(t, victim, fault.name() + " for " + ms + " ms"));
    }

    private Enum<?> next() {
        if (bag.isEmpty()) {
            bag.addAll(List.of(NetworkFault.values()));
            bag.addAll(List.of(ProcessFault.values()));
            Collections.shuffle(bag, new Random(random.nextLong()));
        }
        return bag.remove(bag.size() - 1);
    }

    private ChaosSecondary anySecondary() {
        return anyOf(cluster.secondaries());
    }

    private <T> T anyOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
