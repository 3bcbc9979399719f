package replog.master.core;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The requests whose write concern is not met yet, by their last messages: whoever holds that one holds all of them. Core
 * loop only.
 */
final class WaitingRequests {

    /** In the order of their ids, for that is the order in which they come. */
    private final Map<Long, AddMessageRequest> byLastId = new LinkedHashMap<>();

    int size() {
        return byLastId.size();
    }

    void add(AddMessageRequest request) {
        byLastId.put(request.ids().last(), request);
    }

    /** Whether the request was still waiting. */
    boolean remove(AddMessageRequest request) {
        return byLastId.remove(request.ids().last(), request);
    }

    /**
     * The node holds all messages from {@code fromId} up to and without {@code endId}.
     *
     * @return the requests whose concern is met by that; they wait no longer
     */
    List<AddMessageRequest> confirm(Holder holder, long fromId, long endId) {
        List<AddMessageRequest> met = new ArrayList<>();
        if (endId - fromId <= byLastId.size()) {
            for (long id = fromId; id < endId; id++) {
                confirm(holder, byLastId.get(id), met);
            }
        } else { // A node has come back or caught up, and holds far more than anybody waits for.
            within(fromId, endId).forEach(request -> confirm(holder, request, met));
        }
        met.forEach(this::remove);
        return met;
    }

    private static void confirm(Holder holder, @Nullable AddMessageRequest request, List<AddMessageRequest> met) {
        if (request != null) {
            request.latch().confirm(holder);
            if (request.latch().isOpen()) {
                met.add(request);
            }
        }
    }

    /** The node, which held all messages before {@code endId}, counts no longer. */
    void retract(Holder holder, long endId) {
        within(0, endId).forEach(request -> request.latch().retract(holder));
    }

    /** Forgets the requests of which not all messages are before this id, and returns them. */
    Collection<AddMessageRequest> removeFrom(long fromId) {
        List<AddMessageRequest> removed = within(fromId, Long.MAX_VALUE);
        removed.forEach(this::remove);
        return removed;
    }

    private List<AddMessageRequest> within(long fromId, long endId) {
        return byLastId.values().stream()
                .filter(request ->
                        request.ids().last() >= fromId && request.ids().last() < endId)
                .toList();
    }
}
