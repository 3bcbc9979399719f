package replog.master.core;

import org.jspecify.annotations.Nullable;
import replog.proto.core.Scheduler;
import replog.proto.core.Scheduler.Timer;

/**
 * Pings one secondary and counts, in a row, the Pings after which nothing was heard of it. It counts Pings and not time,
 * so that a master that was itself asleep does not blame the others. Core loop only.
 */
final class FailureDetector {

    /** So many Pings in a row without a sign of life make a node SUSPECTED. */
    static final int SUSPECTED_AFTER_PINGS = 3;

    /** So many make it UNHEALTHY. */
    static final int UNHEALTHY_AFTER_PINGS = 10;

    /** What follows from it. */
    interface Owner {

        /** Time for another Ping. */
        void ping();

        /** The node's state is another one now. */
        void becomes(NodeState state);
    }

    private final Scheduler scheduler;
    private final int heartbeatMs;
    private final Owner owner;

    private NodeState state = NodeState.HEALTHY;
    private int unanswered;
    private @Nullable Timer nextPing;

    FailureDetector(Scheduler scheduler, int heartbeatMs, Owner owner) {
        this.scheduler = scheduler;
        this.heartbeatMs = heartbeatMs;
        this.owner = owner;
    }

    void start() {
        tick();
    }

    void stop() {
        if (nextPing != null) {
            nextPing.cancel();
        }
    }

    /** Something came from the node. */
    void heard() {
        unanswered = 0;
        become(NodeState.HEALTHY);
    }

    private void tick() {
        nextPing = scheduler.schedule(heartbeatMs, this::tick);
        if (unanswered >= UNHEALTHY_AFTER_PINGS) {
            become(NodeState.UNHEALTHY);
            return;
        }
        if (unanswered >= SUSPECTED_AFTER_PINGS) {
            become(NodeState.SUSPECTED);
        }
        unanswered++;
        owner.ping();
    }

    private void become(NodeState next) {
        if (next != state) {
            state = next;
            owner.becomes(next);
        }
    }
}
