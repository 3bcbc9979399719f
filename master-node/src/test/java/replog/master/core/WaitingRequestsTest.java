package replog.master.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import replog.proto.message.NodeId;

class WaitingRequestsTest {

    private static final Holder BONNIE = new Holder(new NodeId(new UUID(0, 1)), "bonnie");
    private static final Holder CLYDE = new Holder(new NodeId(new UUID(0, 2)), "clyde_");

    private final WaitingRequests waiting = new WaitingRequests();

    @Test
    void returnsTheRequestsThatAConfirmationMeetsInTheOrderOfTheirMessages() {
        AddMessageRequest first = waits(5, 1);
        AddMessageRequest second = waits(6, 1);
        AddMessageRequest more = waits(7, 2);

        assertEquals(List.of(first, second), waiting.confirm(BONNIE, 0, 8));

        assertEquals(1, waiting.size());
        assertEquals(List.of(more), waiting.confirm(CLYDE, 0, 8));
    }

    @Test
    void confirmsTheFewThatWaitWhereANodeHoldsVeryMany() {
        AddMessageRequest met = waits(5, 1);
        waits(Long.MAX_VALUE - 1, 1);

        assertEquals(List.of(met), waiting.confirm(BONNIE, 0, Long.MAX_VALUE - 1));
    }

    @Test
    void confirmsOnlyTheMessagesThatTheNodeHolds() {
        waits(4, 1);
        AddMessageRequest from = waits(5, 1);
        AddMessageRequest last = waits(6, 1);
        waits(7, 1);

        assertEquals(List.of(from, last), waiting.confirm(BONNIE, 5, 7));
    }

    @Test
    void aRetractedNodeHasToConfirmAgain() {
        AddMessageRequest request = waits(5, 2);
        waiting.confirm(BONNIE, 0, 6);

        waiting.retract(BONNIE, 6);

        assertEquals(List.of(), waiting.confirm(CLYDE, 0, 6));
        assertEquals(List.of(request), waiting.confirm(BONNIE, 0, 6));
    }

    @Test
    void forgetsARequestOnceOnly() {
        AddMessageRequest request = waits(5, 1);

        assertTrue(waiting.remove(request));
        assertFalse(waiting.remove(request));
        assertEquals(List.of(), waiting.confirm(BONNIE, 0, 6));
    }

    @Test
    void aRequestThatNeverWaitedRemovesNoOther() {
        waits(5, 1);

        assertFalse(waiting.remove(request(5, 1)));
        assertEquals(1, waiting.size());
    }

    @Test
    void theFewThatAreLeftOfManyAreStillFound() {
        List<AddMessageRequest> all = LongStream.range(0, 1000)
                .mapToObj(i -> waits(3 * i, 1))
                .collect(Collectors.toCollection(ArrayList::new));
        List<AddMessageRequest> left = List.of(all.get(10), all.get(500), all.get(999));
        Collections.shuffle(all, new Random(1));

        all.stream().filter(request -> !left.contains(request)).forEach(waiting::remove);

        assertEquals(3, waiting.size());
        assertEquals(List.of(left.get(0)), waiting.confirm(BONNIE, 30, 31));
        assertEquals(List.of(left.get(1)), waiting.confirm(BONNIE, 31, 2997));
        assertEquals(List.of(left.get(2)), waiting.removeFrom(0));
        assertEquals(0, waiting.size());
    }

    @Test
    void keepsFewOfThoseThatWaitNoLongerBehindOneThatWaitsForEver() {
        waits(0, 2);
        List<WeakReference<AddMessageRequest>> over = LongStream.range(1, 1000)
                .mapToObj(id -> {
                    AddMessageRequest request = waits(id, 2);
                    waiting.remove(request);
                    return new WeakReference<>(request);
                })
                .toList();

        assertFewAreKept(over);
    }

    @Test
    void keepsFewOfManyThatWaitedAtTheSameTime() {
        waits(0, 2);
        List<WeakReference<AddMessageRequest>> over = LongStream.range(1, 1000)
                .mapToObj(id -> new WeakReference<>(waits(id, 2)))
                .toList();
        waiting.removeFrom(1);

        assertFewAreKept(over);
    }

    @Test
    void removesAllFromAnIdOn() {
        AddMessageRequest first = waits(5, 1);
        AddMessageRequest second = waits(6, 1);
        AddMessageRequest third = waits(7, 1);

        assertEquals(List.of(second, third), List.copyOf(waiting.removeFrom(6)));
        assertEquals(1, waiting.size());
        assertEquals(List.of(first), List.copyOf(waiting.removeFrom(0)));
    }

    private static void assertFewAreKept(List<WeakReference<AddMessageRequest>> over) {
        System.gc();
        long kept = over.stream().filter(request -> request.get() != null).count();
        assertTrue(kept <= 64, () -> kept + " are kept");
    }

    private AddMessageRequest waits(long messageId, int writeConcern) {
        AddMessageRequest request = request(messageId, writeConcern);
        waiting.add(request);
        return request;
    }

    private static AddMessageRequest request(long messageId, int writeConcern) {
        return new AddMessageRequest(new IdRange(messageId, 1), writeConcern, 0, outcome -> {});
    }
}
