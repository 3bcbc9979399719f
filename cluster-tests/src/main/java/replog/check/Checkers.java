package replog.check;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import replog.history.HistoryEvent;

/** All checkers over one history, simulated or real, event by event. */
public final class Checkers {

    private final List<Violation> violations = new ArrayList<>();
    private final KnownNodes nodes = new KnownNodes();
    private final List<Checker> checkers = List.of(
            new AcknowledgedIsKept(nodes, violations::add),
            new EnoughHolders(nodes, violations::add),
            new ReadsArePrefixes(nodes, violations::add),
            new OneOrder(nodes, violations::add),
            new NoDuplicates(nodes, violations::add),
            new RealTimeOrder(nodes, violations::add),
            new ReadsNeverGoBack(nodes, violations::add),
            new Convergence(nodes, violations::add),
            new Bounds(violations::add),
            new NoFalseBelief(nodes, violations::add));

    /** Takes in the next event. */
    public void accept(HistoryEvent event) {
        event.tell(nodes);
        for (Checker checker : checkers) {
            event.tell(checker);
        }
    }

    /** Who holds what, as far as the history tells: a line for each node. */
    public List<String> holdings() {
        return nodes.all().stream().map(KnownNode::toString).toList();
    }

    /** What is broken so far, in the order in which it was seen. */
    public List<Violation> violations() {
        return Collections.unmodifiableList(violations);
    }

    /** The first thing that is broken; none while all promises are kept. */
    public Optional<Violation> first() {
        return violations.isEmpty() ? Optional.empty() : Optional.of(violations.get(0));
    }
}
