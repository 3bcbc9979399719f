package replog.proto.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import replog.proto.message.Body.Ping;
import replog.proto.sim.VirtualScheduler;

class OutgoingRequestsTest {

    private final VirtualScheduler scheduler = new VirtualScheduler();
    private final List<OutgoingRequest> timedOut = new ArrayList<>();
    private Consumer<OutgoingRequest> onTimeout = timedOut::add;
    private final OutgoingRequests requests =
            new OutgoingRequests(scheduler, 100, request -> onTimeout.accept(request));

    @Test
    void timesOutInTheOrderInWhichRequestsWereArmed() {
        OutgoingRequest first = request(5);
        OutgoingRequest second = request(3);
        requests.arm(first);
        scheduler.runFor(30);
        requests.arm(second);

        scheduler.runFor(70);
        assertEquals(List.of(first), timedOut);
        scheduler.runFor(30);
        assertEquals(List.of(first, second), timedOut);
    }

    @Test
    void aRequestThatIsArmedAgainAtItsTimeoutDoesNotHoldUpTheNext() {
        List<Long> timeoutsMs = new ArrayList<>();
        onTimeout = request -> {
            timeoutsMs.add(scheduler.nowMs());
            requests.arm(request);
        };
        requests.arm(request(1));
        scheduler.runFor(10);
        requests.arm(request(2));

        scheduler.runFor(290);

        assertEquals(List.of(100L, 110L, 200L, 210L, 300L), timeoutsMs);
    }

    @Test
    void oneTimerServesAll() {
        for (int i = 0; i < 1000; i++) {
            requests.arm(request(i));
        }

        assertEquals(1, scheduler.size());
    }

    @Test
    void aSettledRequestIsForgotten() {
        OutgoingRequest request = request(1);
        requests.arm(request);

        assertSame(request, requests.settle(1));
        assertNull(requests.settle(1));

        scheduler.runFor(1000);
        assertEquals(List.of(), timedOut);
        assertEquals(0, scheduler.size());
    }

    @Test
    void aParkedRequestHasNoTimeoutAndCanStillBeSettled() {
        OutgoingRequest request = request(1);
        requests.park(request);

        scheduler.runFor(1000);
        assertEquals(List.of(), timedOut);
        assertSame(request, requests.settle(1));
        assertEquals(List.of(), requests.unpark());
    }

    @Test
    void unparksInTheOrderOfParking() {
        OutgoingRequest first = request(5);
        OutgoingRequest second = request(3);
        requests.park(first);
        requests.park(second);

        assertEquals(List.of(first, second), requests.unpark());
        assertEquals(List.of(), requests.unpark());
    }

    @Test
    void clearingForgetsAllAndTakesTheTimerBack() {
        OutgoingRequest armed = request(1);
        OutgoingRequest parked = request(2);
        requests.arm(armed);
        requests.park(parked);

        assertEquals(List.of(armed, parked), requests.clear());
        assertNull(requests.settle(1));
        assertNull(requests.settle(2));
        assertEquals(0, scheduler.size());
    }

    private static OutgoingRequest request(long id) {
        return new OutgoingRequest(id, new Ping(), answer -> {});
    }
}
