package replog.master.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static replog.master.core.NodeState.HEALTHY;
import static replog.master.core.NodeState.SUSPECTED;
import static replog.master.core.NodeState.UNHEALTHY;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import replog.proto.sim.VirtualScheduler;

class FailureDetectorTest {

    private static final int HEARTBEAT_MS = 1000;

    private final VirtualScheduler scheduler = new VirtualScheduler();
    private final Node node = new Node();
    private final FailureDetector detector = new FailureDetector(scheduler, HEARTBEAT_MS, node);

    @Test
    void pingsOnceInAHeartbeatFromTheStart() {
        detector.start();
        assertEquals(List.of(0L), node.pingsMs);

        scheduler.runFor(2 * HEARTBEAT_MS);

        assertEquals(List.of(0L, 1000L, 2000L), node.pingsMs);
    }

    @Test
    void suspectsAfterThreeUnansweredPingsAndGivesUpAfterTen() {
        detector.start();

        scheduler.runFor(3 * HEARTBEAT_MS - 1);
        assertEquals(List.of(), node.states);
        scheduler.runFor(1);
        assertEquals(List.of(SUSPECTED), node.states);
        scheduler.runFor(7 * HEARTBEAT_MS - 1);
        assertEquals(List.of(SUSPECTED), node.states);
        scheduler.runFor(1);
        assertEquals(List.of(SUSPECTED, UNHEALTHY), node.states);
        assertEquals(10, node.pingsMs.size());
    }

    @Test
    void aSingleSignOfLifeMakesItHealthyAtOnce() {
        detector.start();
        scheduler.runFor(9 * HEARTBEAT_MS);

        detector.heard();

        assertEquals(List.of(SUSPECTED, HEALTHY), node.states);
    }

    @Test
    void countsFromTheLastSignOfLife() {
        detector.start();
        scheduler.runFor(2 * HEARTBEAT_MS + 500);

        detector.heard();

        scheduler.runFor(3 * HEARTBEAT_MS);
        assertEquals(List.of(), node.states);
        scheduler.runFor(HEARTBEAT_MS);
        assertEquals(List.of(SUSPECTED), node.states);
    }

    @Test
    void aNodeThatAnswersStaysHealthyForEver() {
        node.onPing = () -> scheduler.schedule(900, detector::heard);
        detector.start();

        scheduler.runFor(1000 * HEARTBEAT_MS);

        assertEquals(List.of(), node.states);
    }

    @Test
    void pingsNoMoreOnceStopped() {
        detector.start();

        detector.stop();

        assertEquals(0, scheduler.size());
    }

    private final class Node implements FailureDetector.Owner {

        private final List<Long> pingsMs = new ArrayList<>();
        private final List<NodeState> states = new ArrayList<>();
        private Runnable onPing = () -> {};

        @Override
        public void ping() {
            pingsMs.add(scheduler.nowMs());
            onPing.run();
        }

        @Override
        public void becomes(NodeState state) {
            states.add(state);
        }
    }
}
