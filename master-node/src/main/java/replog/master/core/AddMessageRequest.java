package replog.master.core;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import replog.proto.core.Scheduler.Timer;

/**
 * A client's wish to have messages on so many nodes, from the moment they are stored until the client is answered or hangs
 * up. Their replication goes on beyond it. Core loop only.
 */
public final class AddMessageRequest {

    private final IdRange ids;
    private final WriteConcernLatch latch;
    private final long startMs;
    private final Consumer<AddOutcome> onOutcome;
    private @Nullable Timer clientTimeout;
    private boolean waits;

    AddMessageRequest(IdRange ids, int writeConcern, long startMs, Consumer<AddOutcome> onOutcome) {
        this.ids = ids;
        this.latch = new WriteConcernLatch(writeConcern);
        this.startMs = startMs;
        this.onOutcome = onOutcome;
    }

    IdRange ids() {
        return ids;
    }

    WriteConcernLatch latch() {
        return latch;
    }

    /** Whether it is one of the {@link WaitingRequests}, which say so. */
    boolean waits() {
        return waits;
    }

    void waits(boolean nowWaits) {
        waits = nowWaits;
    }

    /** The client waits no longer than this timer. */
    void endsWith(Timer timer) {
        clientTimeout = timer;
    }

    Receipt receipt(long nowMs) {
        return new Receipt(ids, latch.writeConcern(), latch.names(), nowMs - startMs);
    }

    /** Answers the client; this request is over. */
    void finish(AddOutcome outcome) {
        abandon();
        onOutcome.accept(outcome);
    }

    /** The client wants no answer any more; this request is over. */
    void abandon() {
        if (clientTimeout != null) {
            clientTimeout.cancel();
        }
    }
}
