package replog.check;

import java.util.function.Consumer;
import replog.history.HistoryEvent;
import replog.history.HistoryListener;

/** Looks at one promise while a history goes by. Every event is heard by {@link KnownNodes} first. */
abstract class Checker implements HistoryListener {

    private final String id;
    private final String promise;
    private final Consumer<Violation> onViolation;

    Checker(String id, String promise, Consumer<Violation> onViolation) {
        this.id = id;
        this.promise = promise;
        this.onViolation = onViolation;
    }

    final void violated(HistoryEvent event, String text) {
        onViolation.accept(new Violation(id, promise, text, event));
    }
}
