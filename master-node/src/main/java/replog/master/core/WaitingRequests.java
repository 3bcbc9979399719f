package replog.master.core;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The requests whose write concern is not met yet, in the order of their messages. Core loop only. */
final class WaitingRequests {

    private final NavigableMap<Long, AddMessageRequest> byMessageId = new TreeMap<>();

    int size() {
        return byMessageId.size();
    }

    void add(AddMessageRequest request) {
        byMessageId.put(request.messageId(), request);
    }

    /** Whether the request was still waiting. */
    boolean remove(AddMessageRequest request) {
        return byMessageId.remove(request.messageId(), request);
    }

    /**
     * The node holds all messages from {@code fromId} up to and without {@code endId}.
     *
     * @return the requests whose concern is met by that; they wait no longer
     */
    List<AddMessageRequest> confirm(Holder holder, long fromId, long endId) {
        List<AddMessageRequest> met = new ArrayList<>();
        var confirmed = byMessageId.subMap(fromId, endId).values().iterator();
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
        byMessageId.headMap(endId).values().forEach(request -> request.latch().retract(holder));
    }

    /** Forgets the requests whose messages have this id or a greater one, and returns them. */
    Collection<AddMessageRequest> removeFrom(long fromId) {
        var requests = byMessageId.tailMap(fromId);
        List<AddMessageRequest> removed = new ArrayList<>(requests.values());
        requests.clear();
        return removed;
    }
}
