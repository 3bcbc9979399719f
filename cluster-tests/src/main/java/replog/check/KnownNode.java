package replog.check;

import org.jspecify.annotations.Nullable;
import replog.history.HistoryEvent.Start;

/** One life of one node, from its start to its end: what the history has said of it. */
final class KnownNode {

    private final Start start;
    private @Nullable String logId;
    private long firstGap;
    private long shown;
    private boolean alive = true;
    private boolean ready;

    KnownNode(Start start) {
        this.start = start;
        this.logId = start.logId();
        this.firstGap = start.firstGap();
    }

    String name() {
        return start.n();
    }

    String nodeId() {
        return start.nodeId();
    }

    boolean isMaster() {
        return start.master();
    }

    boolean isStray() {
        return start.stray();
    }

    /** The log whose messages it holds; null where nobody has told. */
    @Nullable
    String logId() {
        return logId;
    }

    boolean isAlive() {
        return alive;
    }

    /** Whether the history tells each step of its first gap, as that of a simulation does. */
    boolean tellsFirstGap() {
        return start.tellsGaps();
    }

    /** It holds, or held when it ended, all messages before this id; as far as it tells. */
    long firstGap() {
        return firstGap;
    }

    /** How many messages it is known to hold: by what it tells, else by what it has shown. */
    long known() {
        return tellsFirstGap() ? firstGap : shown;
    }

    /** Its list belongs to another log than {@code master}'s, so that it has to keep out. */
    boolean isForeignTo(KnownNode master) {
        return isStray() || (known() > 0 && logId != null && !logId.equals(master.logId()));
    }

    @Override
    public String toString() {
        return name() + (alive ? "" : " (dead)") + (isStray() ? " (stray)" : "") + ": " + known() + " messages of log "
                + logId + ", node id " + nodeId();
    }

    void holds(String log, long nextFirstGap) {
        logId = log;
        firstGap = nextFirstGap;
    }

    void showed(@Nullable String log, long count) {
        logId = log == null ? logId : log;
        shown = Math.max(shown, count);
    }

    /** Whether it shows its list, as far as it tells. */
    boolean isReady() {
        return ready || isMaster();
    }

    void becameReady() {
        ready = true;
    }

    void ended() {
        alive = false;
    }
}
