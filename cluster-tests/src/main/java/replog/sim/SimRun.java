package replog.sim;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import replog.check.Violation;
import replog.history.HistoryEvent;
import replog.history.HistoryEvent.End;
import replog.history.HistoryEvent.Healed;

/** Plays a schedule: first its faults, then everything heals and has to converge. The checkers hear every event. */
final class SimRun {

    /** How long the healing may take: silence noticed, connected again, caught up, resends no longer held back. */
    private static final long HEALING_MS = 240_000;

    /** What had come before the healing is taken in first. */
    private static final long SETTLING_MS = 500;

    /** How often it is looked whether all has converged. */
    private static final long LOOK_MS = 100;

    private static final long LAST_READS_MS = 100;

    /** How often a node may find its disk damaged after the healing. */
    private static final int MAX_MENDINGS = 3;

    private final SimCluster cluster;
    private final Schedule schedule;

    SimRun(Schedule schedule) {
        this.schedule = schedule;
        this.cluster = new SimCluster(schedule.seed(), schedule.options());
    }

    /** {@code reader} hears every event. */
    SimRun toldTo(Consumer<HistoryEvent> reader) {
        cluster.history().addReader(reader);
        return this;
    }

    /** What is broken, if anything is; then the run ends there. */
    Optional<Violation> play() {
        try {
            playAll();
        } catch (RuntimeException | AssertionError bug) {
            return Optional.of(stoppedBy(bug));
        }
        Optional<Violation> first = cluster.history().checkers().first();
        return first.isPresent() && cluster.hasStrayThatPasses() ? Optional.empty() : first;
    }

    /** Who holds what at present, a line for each node. */
    List<String> holdings() {
        return cluster.history().checkers().holdings();
    }

    private void playAll() {
        cluster.master().start();
        for (Step step : schedule.steps()) {
            cluster.time().in(1000 * step.atMs(), null, () -> cluster.perform(step));
        }
        long faultsMs = schedule.options().faultsMs();
        if (runUntil(faultsMs)) {
            cluster.history().add(new Healed(cluster.history().t()));
            cluster.heal();
            long nowMs = faultsMs + SETTLING_MS;
            runUntil(nowMs);
            nowMs = converge(nowMs, faultsMs + HEALING_MS);
            // What the last readers find damaged is found again at the next start, and fetched.
            for (int i = 0; i < MAX_MENDINGS && cluster.hasMended(); i++) {
                nowMs = converge(nowMs, nowMs + HEALING_MS);
            }
            cluster.history().add(new End(cluster.history().t()));
        }
    }

    private long converge(long fromMs, long limitMs) {
        long nowMs = fromMs;
        while (nowMs < limitMs && !cluster.hasConverged() && runUntil(nowMs + LOOK_MS)) {
            nowMs += LOOK_MS;
        }
        cluster.takeStock();
        runUntil(nowMs + LAST_READS_MS);
        return nowMs + LAST_READS_MS;
    }

    private Violation stoppedBy(Throwable bug) {
        StackTraceElement[] stack = bug.getStackTrace();
        return new Violation(
                "C0",
                "no node is stopped by a bug of its own",
                bug + (stack.length == 0 ? "" : " at " + stack[0]),
                new End(cluster.history().t()));
    }

    private boolean runUntil(long ms) {
        var checkers = cluster.history().checkers();
        boolean moreToDo = true;
        while (moreToDo && checkers.violations().isEmpty()) {
            moreToDo = cluster.time().runNext(1000 * ms);
        }
        return checkers.violations().isEmpty();
    }
}
