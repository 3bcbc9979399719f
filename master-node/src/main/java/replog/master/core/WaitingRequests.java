package replog.master.core;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The requests whose write concern is not met yet, by their last messages: whoever holds that one holds all of them. Core
 * loop only.
 */
final class WaitingRequests {

    /** Among fewer requests, those that wait no longer are not worth the moving of the others. */
    private static final int MIN_MOVED = 64;

    /** In the order of their ids, for that is the order in which they come; some may wait no longer. */
    private final List<AddMessageRequest> requests = new ArrayList<>();

    private int size;

    int size() {
        return size;
    }

    /** Adds a request whose ids are behind those of all that were added before. */
    void add(AddMessageRequest request) {
        requests.add(request);
        request.waits(true);
        size++;
    }

    /** Whether the request was still waiting. */
    boolean remove(AddMessageRequest request) {
        if (!request.waits()) {
            return false;
        }
        request.waits(false);
        size--;
        if (requests.size() > MIN_MOVED && requests.size() > 2 * size) {
            requests.removeIf(one -> !one.waits());
        }
        return true;
    }

    /**
     * The node holds all messages from {@code fromId} up to and without {@code endId}.
     *
     * @return the requests whose concern is met by that; they wait no longer
     */
    List<AddMessageRequest> confirm(Holder holder, long fromId, long endId) {
        List<AddMessageRequest> met = new ArrayList<>();
        within(fromId, endId, request -> {
            request.latch().confirm(holder);
            if (request.latch().isOpen()) {
                met.add(request);
            }
        });
        met.forEach(this::remove);
        return met;
    }

    /** The node, which held all messages before {@code endId}, counts no longer. */
    void retract(Holder holder, long endId) {
        within(0, endId, request -> request.latch().retract(holder));
    }

    /** Forgets the requests of which not all messages are before this id, and returns them. */
    List<AddMessageRequest> removeFrom(long fromId) {
        List<AddMessageRequest> removed = new ArrayList<>();
        within(fromId, Long.MAX_VALUE, removed::add);
        removed.forEach(this::remove);
        return removed;
    }

    private void within(long fromId, long endId, Consumer<AddMessageRequest> action) {
        for (int i = firstFrom(fromId);
                i < requests.size() && requests.get(i).ids().last() < endId;
                i++) {
            if (requests.get(i).waits()) {
                action.accept(requests.get(i));
            }
        }
    }

    /** The place of the first request whose last message is this one or behind it. */
    private int firstFrom(long id) {
        int low = 0;
        int high = requests.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (requests.get(middle).ids().last() < id) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
