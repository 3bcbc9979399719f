package replog.proto.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import replog.proto.core.Link;
import replog.proto.message.Body.Ping;
import replog.proto.message.Frame;

class SimConnectionTest {

    private static final long LATENCY_MS = 5;

    private final VirtualScheduler scheduler = new VirtualScheduler();
    private final SimConnection connection = new SimConnection(scheduler, LATENCY_MS);
    private final SimConnection.End first = connection.first();
    private final SimConnection.End second = connection.second();
    private final List<String> events = new ArrayList<>();

    @BeforeEach
    void listenAtBothEnds() {
        first.deliverTo(listener("first"));
        second.deliverTo(listener("second"));
    }

    @Test
    void deliversLaterAndInOrder() {
        first.write(frame(1));
        first.write(frame(2));
        second.write(frame(3));

        scheduler.runFor(LATENCY_MS - 1);
        assertEvents();
        scheduler.runFor(1);
        assertEvents("second got 1", "second got 2", "first got 3");
    }

    @Test
    void deliversWhatWasWrittenBeforeItWasClosedAndTellsBothEnds() {
        first.write(frame(1));
        first.close("enough");
        first.write(frame(2));

        scheduler.runFor(LATENCY_MS);

        assertEvents("first closed: enough", "second got 1", "second closed: closed by the other end");
    }

    @Test
    void aCutLosesWhatIsOnItsWay() {
        first.write(frame(1));

        connection.cut();
        scheduler.runFor(LATENCY_MS);

        assertEvents("first closed: connection reset", "second closed: connection reset");
    }

    @Test
    void whatIsWrittenIntoTheSilenceArrivesInOrderAfterIt() {
        connection.silence();
        first.write(frame(1));
        scheduler.runFor(100);
        assertEvents();

        first.write(frame(2));
        connection.speak();
        first.write(frame(3));
        scheduler.runFor(LATENCY_MS);

        assertEvents("second got 1", "second got 2", "second got 3");
    }

    @Test
    void nobodyHearsOfAClosureIntoTheSilence() {
        connection.silence();

        first.close("given up");
        scheduler.runFor(1000);

        assertEvents("first closed: given up");
    }

    @Test
    void tellsWhenItKeepsUpAgain() {
        first.setWritable(false);
        first.setWritable(true);
        assertEvents();

        scheduler.runDue();

        assertEvents("first writable");
    }

    private void assertEvents(String... expected) {
        assertEquals(List.of(expected), events);
    }

    private static Frame frame(long requestId) {
        return new Frame(requestId, new Ping());
    }

    private Link.Listener listener(String end) {
        return new Link.Listener() {
            @Override
            public void received(Frame frame) {
                events.add(end + " got " + frame.requestId());
            }

            @Override
            public void writable() {
                events.add(end + " writable");
            }

            @Override
            public void closed(String reason) {
                events.add(end + " closed: " + reason);
            }
        };
    }
}
