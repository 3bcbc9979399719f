package replog.check;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import replog.history.HistoryEvent.Believes;
import replog.history.HistoryEvent.Read;
import replog.history.HistoryEvent.Start;

/** C10. The master never believes that a secondary holds more than it does. */
final class NoFalseBelief extends Checker {

    private final KnownNodes nodes;
    private final Map<String, Floor> believedByNodeId = new HashMap<>();

    NoFalseBelief(KnownNodes nodes, Consumer<Violation> onViolation) {
        super("C10", "the master never believes that a secondary holds more than it does", onViolation);
        this.nodes = nodes;
    }

    @Override
    public void believes(Believes belief) {
        KnownNode node = nodes.withId(belief.id());
        KnownNode master = nodes.master();
        if (node == null) {
            violated(belief, "the master knows " + belief.p() + " of id " + belief.id() + ", whom nobody else does");
        } else if (node.tellsFirstGap() && belief.g() > node.firstGap() && !nodes.isDamaged(node)) {
            violated(
                    belief,
                    "the master believes that " + belief.p() + " holds " + belief.g() + " messages, it holds "
                            + node.firstGap());
        } else if (master != null && belief.connected() && belief.g() > 0 && node.isForeignTo(master)) {
            violated(belief, "the master counts " + belief.p() + ", whose list is another one");
        } else {
            believedByNodeId.computeIfAbsent(belief.id(), id -> new Floor()).raise(belief.t(), belief.g());
        }
    }

    @Override
    public void started(Start start) {
        Floor believed = believedByNodeId.get(start.nodeId());
        long owed = believed == null || nodes.isDamaged(nodes.named(start.n())) ? 0 : believed.at(start.t());
        if (start.tellsGaps() && start.firstGap() < owed) {
            violated(
                    start,
                    start.n() + " begins with " + start.firstGap() + " messages, the master believed it to hold "
                            + owed);
        }
    }

    @Override
    public void read(Read read) {
        Floor believed = believedByNodeId.get(nodes.named(read.n()).nodeId());
        if (read.status() != 200 || believed == null || nodes.isDamaged(nodes.named(read.n()))) {
            return;
        }
        long shown = read.end();
        long owed = believed.at(read.begun());
        if (shown < owed && read.from() < owed) {
            violated(read, read.n() + " shows " + shown + " messages, the master believed it to hold " + owed);
        }
    }
}
