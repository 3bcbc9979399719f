package replog.check;

import java.util.function.Consumer;
import replog.history.HistoryEvent.Gauge;

/** C9. Nothing that has a limit exceeds it. */
final class Bounds extends Checker {

    Bounds(Consumer<Violation> onViolation) {
        super("C9", "queues, waiters and buffers stay within their bounds", onViolation);
    }

    @Override
    public void gauge(Gauge gauge) {
        if (gauge.v() > gauge.max()) {
            violated(
                    gauge,
                    gauge.n() + " has " + gauge.v() + " " + gauge.what() + ", at most " + gauge.max() + " are allowed");
        }
    }
}
