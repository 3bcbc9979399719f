package replog.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import replog.check.Checkers;
import replog.history.HistoryEvent;

/** What happens in a run, as it happens: for the checkers, and for whoever else wants to know. */
final class SimHistory {

    private final VirtualTime time;
    private final Checkers checkers = new Checkers();
    private final List<Consumer<HistoryEvent>> readers = new ArrayList<>();

    SimHistory(VirtualTime time) {
        this.time = time;
    }

    void addReader(Consumer<HistoryEvent> reader) {
        readers.add(reader);
    }

    /** The present moment, for an event. */
    double t() {
        return time.nowUs() / 1000.0;
    }

    void add(HistoryEvent event) {
        checkers.accept(event);
        for (Consumer<HistoryEvent> reader : readers) {
            reader.accept(event);
        }
    }

    Checkers checkers() {
        return checkers;
    }
}
