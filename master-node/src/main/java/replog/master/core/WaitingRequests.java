package replog.master.core;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The requests whose write concern is not met yet, by their last messages: whoever holds that one holds all of them. Core
 * loop only.
 */
final class WaitingRequests {

    private final NavigableMap<Long, AddMessageRequest> byLastId = new TreeMap<>();

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
        var confirmed = byLastId.subMap(fromId, endId).values().iterator();
        while (confirmed.hasNext()) {
            AddMessageRequest request = confirmed.next();
            request.latch().confirm(holder);
            if (request.latch().isOpen()) {
                confirmed.remove();
                met.add(request);
            }
        }
        return met;
    }

    /** The node, which held all messages before {@code endId}, counts no longer. */
    void retract(Holder holder, long endId) {
        byLastId.headMap(endId).values().forEach(request -> request.latch().retract(holder));
    }

    /** Forgets the requests of which not all messages are before this id, and returns them. */
    Collection<AddMessageRequest> removeFrom(long fromId) {
        var requests = byLastId.tailMap(fromId);
        List<AddMessageRequest> removed = new ArrayList<>(requests.values());
        requests.clear();
        return removed;
    }
}
