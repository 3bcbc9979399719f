package replog.proto.core;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import replog.proto.core.Scheduler.Timer;

/**
 * Remembers the requests of one endpoint until each is answered. Core loop only.
 *
 * <p>The time-out is the same for all, so they expire in the order in which they were armed: the first of the map is
 * always the next, and one timer serves all.
 */
final class OutgoingRequests {

    private final Scheduler scheduler;
    private final long responseTimeoutMs;
    private final Consumer<OutgoingRequest> onTimeout;

    private final Map<Long, OutgoingRequest> armed = new LinkedHashMap<>();
    private final Map<Long, OutgoingRequest> parked = new LinkedHashMap<>();
    private @Nullable Timer timer;

    OutgoingRequests(Scheduler scheduler, long responseTimeoutMs, Consumer<OutgoingRequest> onTimeout) {
        this.scheduler = scheduler;
        this.responseTimeoutMs = responseTimeoutMs;
        this.onTimeout = onTimeout;
    }

    /** From now on the request has the time-out to be answered; then it is forgotten and handed to {@code onTimeout}. */
    void arm(OutgoingRequest request) {
        request.expireAt(scheduler.nowMs() + responseTimeoutMs);
        armed.put(request.id(), request);
        if (timer == null) {
            timer = scheduler.schedule(responseTimeoutMs, this::expire);
        }
    }

    /** Keeps the request without a time-out, until it is answered or {@link #unpark}ed. */
    void park(OutgoingRequest request) {
        parked.put(request.id(), request);
    }

    /** Forgets all parked requests and returns them, the longest parked first. */
    Collection<OutgoingRequest> unpark() {
        List<OutgoingRequest> all = new ArrayList<>(parked.values());
        parked.clear();
        return all;
    }

    /** Forgets the request and returns it; null where there is none of this id. */
    @Nullable
    OutgoingRequest settle(long requestId) {
        OutgoingRequest request = armed.remove(requestId);
        return request != null ? request : parked.remove(requestId);
    }

    /** Forgets all requests and returns them. */
    List<OutgoingRequest> clear() {
        List<OutgoingRequest> all = new ArrayList<>(armed.values());
        all.addAll(parked.values());
        armed.clear();
        parked.clear();
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
        return all;
    }

    private void expire() {
        long nowMs = scheduler.nowMs();
        OutgoingRequest oldest = oldest();
        while (oldest != null && oldest.deadlineMs() <= nowMs) {
            armed.remove(oldest.id());
            onTimeout.accept(oldest);
            oldest = oldest();
        }
        // Only now: what was armed again meanwhile expires after all the others.
        timer = oldest == null ? null : scheduler.schedule(oldest.deadlineMs() - nowMs, this::expire);
    }

    private @Nullable OutgoingRequest oldest() {
        var all = armed.values().iterator();
        return all.hasNext() ? all.next() : null;
    }
}
