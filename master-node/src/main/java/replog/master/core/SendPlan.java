package replog.master.core;

import java.util.function.LongSupplier;
import replog.proto.core.Gathering;
import replog.proto.core.Scheduler;

/**
 * When new messages leave for the secondaries. Where a client waits for these, it is at the end of the turn that brought the
 * message: what has gathered by then leaves in one frame. Where nobody waits, they leave once the core loop has looked for
 * what came in meanwhile and found no further ones, so that secondaries are woken less often than the loop turns. Core
 * loop only.
 */
final class SendPlan {

    /** After so many looks they leave, whatever else comes in. A look takes a turn of the core loop, some 100 µs under load. */
    static final int MAX_LOOKS = 8;

    private final Scheduler scheduler;
    private final Runnable send;
    private final Gathering later;
    private boolean soonPlanned;

    /**
     * @param end the id after that of the last message of the list
     * @param send sends what the list has gained
     */
    SendPlan(Scheduler scheduler, LongSupplier end, Runnable send) {
        this.scheduler = scheduler;
        this.send = send;
        this.later = new Gathering(scheduler, end, MAX_LOOKS, send);
    }

    /** A client waits for what was added. */
    void soon() {
        if (!soonPlanned) {
            soonPlanned = true;
            scheduler.execute(() -> {
                soonPlanned = false;
                send.run();
            });
        }
    }

    /** Nobody waits for what was added. */
    void later() {
        later.begin();
    }
}
