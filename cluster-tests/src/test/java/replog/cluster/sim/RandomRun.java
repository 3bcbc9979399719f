package replog.cluster.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;

/**
 * A run that its seed decides: how many secondaries, how slow, what clients post when, and what fails when. First faults,
 * then the network is whole again.
 */
final class RandomRun {

    private static final long FAULTS_MS = 60_000;
    private static final int MAX_SECONDARIES = 5;
    private static final int MESSAGES = 40;
    private static final int FAULTS = 12;

    /** So large that a list of all messages takes several pages. */
    private static final int LARGE_CHARS = 20_000;

    /** Silence noticed, connected again, caught up: each takes seconds, and the artificial delay adds to it. */
    private static final long HEALING_MS = 120_000;

    private final SimCluster cluster;
    private final Random chance;
    private final String padding;
    private final List<String> names = new ArrayList<>();
    private final List<SimClient> clients = new ArrayList<>();

    RandomRun(long seed) {
        Random shape = new Random(seed);
        long minDelayMs = shape.nextInt(3) * 500L;
        long maxDelayMs = minDelayMs + shape.nextInt(3) * 1000L;
        this.cluster = new SimCluster(seed, minDelayMs, maxDelayMs, shape.nextInt(100));
        this.chance = cluster.stream("plan");
        this.padding = ".".repeat(shape.nextInt(2) * LARGE_CHARS);
        int secondaries = 1 + shape.nextInt(MAX_SECONDARIES);
        for (int i = 0; i < secondaries; i++) {
            names.add("node" + i);
        }
    }

    /** Plays it to its end; the invariants are checked on the way. */
    void play() {
        names.forEach(name -> cluster.in(sometime() / 2, () -> cluster.start(name)));
        for (int i = 0; i < MESSAGES; i++) {
            planMessage("Msg" + i + padding);
        }
        for (int i = 0; i < FAULTS; i++) {
            planFault(names.get(chance.nextInt(names.size())));
        }
        cluster.runFor(FAULTS_MS);
        names.forEach(cluster.network()::reach);
    }

    /** Whether in time all secondaries show the whole list and all clients are answered that can be. */
    boolean heals() {
        return cluster.runUntil(() -> cluster.hasConverged() && answersAll(), HEALING_MS);
    }

    List<String> trace() {
        return cluster.trace();
    }

    private void planMessage(String text) {
        int writeConcern = chance.nextInt(names.size() + 2);
        OptionalLong timeoutMs =
                chance.nextInt(4) == 0 ? OptionalLong.of(1 + chance.nextInt(10_000)) : OptionalLong.empty();
        cluster.in(sometime(), () -> clients.add(cluster.post(text, writeConcern, timeoutMs)));
    }

    private void planFault(String name) {
        long startMs = sometime();
        if (chance.nextBoolean()) {
            cluster.in(startMs, () -> cluster.network().cut(name));
        } else {
            cluster.in(startMs, () -> cluster.network().isolate(name));
            cluster.in(startMs + chance.nextInt(20_000), () -> cluster.network().reach(name));
        }
    }

    private long sometime() {
        return chance.nextInt((int) FAULTS_MS);
    }

    private boolean answersAll() {
        return clients.stream().allMatch(SimClient::isAnswered);
    }
}
