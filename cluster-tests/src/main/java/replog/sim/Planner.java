package replog.sim;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import replog.sim.Step.Kind;

/** Draws a schedule from a seed: the cluster, what clients do, and which faults there are and how many of each. */
final class Planner {

    private static final List<String> NAMES = List.of("bonnie", "clyde", "dora", "emil", "frida");

    private static final long MIN_FAULTS_MS = 8_000;
    private static final long MAX_FAULTS_MS = 30_000;
    private static final int MAX_POSTS = 40;
    private static final int MAX_READS = 20;
    private static final int MAX_OF_A_FAULT = 3;
    private static final int FAULT_PERCENT = 22;
    private static final int LARGE_MESSAGE_BYTES = 16_000;

    private final Dice dice;
    private final List<Step> steps = new ArrayList<>();
    private final List<String> secondaries;
    private final SimOptions options;

    private Planner(long seed) {
        this.dice = new Dice(seed);
        Dice.Stream shape = dice.stream("shape");
        this.secondaries = NAMES.subList(0, (int) shape.between(1, NAMES.size()));
        this.options = options(shape);
    }

    static Schedule plan(long seed) {
        Planner planner = new Planner(seed);
        planner.planMembers();
        planner.planClients();
        planner.planFaults();
        return new Schedule(seed, planner.options, planner.steps);
    }

    private SimOptions options(Dice.Stream shape) {
        long minDelayMs = shape.oneOf(0L, 0L, 500L, 1000L);
        int heartbeatMs = shape.oneOf(500, 1000, 1000, 2000);
        return new SimOptions(
                shape.between(MIN_FAULTS_MS, MAX_FAULTS_MS),
                minDelayMs,
                minDelayMs + shape.oneOf(0L, 300L, 1000L, 2000L),
                shape.between(50, 500),
                shape.oneOf(500L, 2000L, 50_000L),
                heartbeatMs,
                shape.oneOf(300L, 1500L, 1500L),
                shape.oneOf(500L, 3000L),
                shape.percent(20) ? (int) shape.between(2, secondaries.size() + 1) : 0,
                shape.percent(20) ? (int) shape.between(1, 5) : 100_000,
                shape.oneOf(0, 10, 50),
                shape.oneOf(1L << 10, 1L << 14, 1L << 20),
                shape.percent(3) ? LARGE_MESSAGE_BYTES : 0,
                disks());
    }

    private @Nullable SimDisks disks() {
        Dice.Stream shape = dice.stream("disks");
        int who = shape.below(10);
        int segmentBytes = shape.oneOf(100, 200, 4096);
        long maxWriteUs = shape.oneOf(200L, 5_000L, 50_000L);
        return who < 5 ? null : new SimDisks(who != 5, who != 6, segmentBytes, maxWriteUs);
    }

    private void planMembers() {
        Dice.Stream chance = dice.stream("members");
        for (String name : secondaries) {
            add(chance.percent(75) ? chance.between(0, 100) : chance.between(0, options.faultsMs()), Kind.JOIN, name);
        }
        if (chance.percent(15)) {
            add(somewhen(chance), Kind.JOIN_TWIN, "twin");
        }
        if (chance.percent(10)) {
            add(new Step(steps.size(), somewhen(chance), Kind.JOIN_STRAY, "stray", 0, chance.between(1, 20)));
        }
    }

    private void planClients() {
        Dice.Stream chance = dice.stream("clients");
        Dice.Stream together = dice.stream("several messages at once");
        int posts = (int) chance.between(3, MAX_POSTS);
        boolean inBursts = chance.percent(20);
        long atMs = somewhen(chance);
        for (int i = 0; i < posts; i++) {
            atMs = inBursts && chance.percent(90) ? atMs : somewhen(chance);
            long concern = chance.percent(5) ? 1_000_000 : chance.between(0, secondaries.size() + 2);
            long timeoutMs = chance.percent(25) ? chance.between(1, 10_000) : 0;
            int post = steps.size();
            Kind kind = together.percent(20) ? Kind.POST_MANY : Kind.POST;
            add(new Step(post, atMs, kind, SimMaster.NAME, timeoutMs, concern));
            if (chance.percent(12)) {
                long gone = atMs + chance.between(0, 5000);
                add(new Step(steps.size(), gone, Kind.HANG_UP, SimMaster.NAME, 0, post));
            }
        }
        int reads = (int) chance.between(3, MAX_READS);
        for (int i = 0; i < reads; i++) {
            long from = chance.percent(80) ? 0 : chance.between(0, posts);
            add(new Step(steps.size(), somewhen(chance), Kind.READ, anyNode(chance), 0, from));
        }
    }

    private void planFaults() {
        for (Kind kind : Kind.values()) {
            Dice.Stream chance = dice.stream("fault " + kind);
            boolean isOfDisk = kind.compareTo(Kind.FAIL_SYNC) >= 0 && kind.compareTo(Kind.RESET) < 0;
            if (kind.compareTo(Kind.STOP) >= 0
                    && (!isOfDisk || options.disks() != null)
                    && chance.percent(FAULT_PERCENT)) {
                int count = (int) chance.between(1, MAX_OF_A_FAULT);
                for (int i = 0; i < count; i++) {
                    planFault(kind, chance);
                }
            }
        }
    }

    private void planFault(Kind kind, Dice.Stream chance) {
        boolean ofProcess = kind.compareTo(Kind.RESET) < 0;
        String node =
                switch (kind) {
                    case POWER_OFF_ALL, KILL_ALL -> Step.EVERYWHERE;
                    case FLIP_BIT, LOSE_DISK -> anySecondary(chance);
                    default ->
                        ofProcess ? anyNode(chance) : chance.percent(25) ? Step.EVERYWHERE : anySecondary(chance);
                };
        long forMs = chance.percent(30) ? chance.between(1, 500) : chance.between(500, 20_000);
        long value =
                switch (kind) {
                    case PAUSE, STOP, KILL, POWER_OFF, RESET, PARTITION -> 0;
                    case POWER_OFF_ALL, KILL_ALL, FLIP_BIT, LOSE_DISK -> 0;
                    case FAIL_SYNC -> chance.below(2);
                    case FILL_DISK -> chance.between(0, 1000);
                    case SLOW_DISK -> chance.between(1, 3_000);
                    case SLOW -> chance.between(100, 20_000);
                    case CLOCK_JUMP -> chance.between(100, 60_000);
                    case CORRUPT -> chance.between(1, 20);
                    case DELAY -> chance.between(1, 5_000);
                    case SLOW_LINK -> chance.between(1, 100);
                    default -> chance.between(1, 80);
                };
        if (kind == Kind.PAUSE && chance.percent(30)) {
            forMs = chance.between(10_000, 60_000);
        }
        if (kind == Kind.FLIP_BIT && chance.percent(40)) {
            forMs = 0;
        }
        add(new Step(steps.size(), somewhen(chance), kind, node, forMs, value));
    }

    private long somewhen(Dice.Stream chance) {
        return chance.between(0, options.faultsMs());
    }

    /** The master is one of them, but not as often as all secondaries together. */
    private String anyNode(Dice.Stream chance) {
        return chance.percent(25) ? SimMaster.NAME : anySecondary(chance);
    }

    private String anySecondary(Dice.Stream chance) {
        return secondaries.get(chance.below(secondaries.size()));
    }

    private void add(long atMs, Kind kind, String node) {
        add(new Step(steps.size(), atMs, kind, node, 0, 0));
    }

    private void add(Step step) {
        steps.add(step);
    }
}
