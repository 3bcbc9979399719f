package replog.check;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import replog.history.HistoryEvent.Read;

/** C7. A later read of one node shows at least what an earlier one has shown, as long as the node keeps its memory. */
final class ReadsNeverGoBack extends Checker {

    private final KnownNodes nodes;
    private final Map<String, Floor> shownByNodeId = new HashMap<>();

    ReadsNeverGoBack(KnownNodes nodes, Consumer<Violation> onViolation) {
        super("C7", "the reads of one node never go back", onViolation);
        this.nodes = nodes;
    }

    @Override
    public void read(Read read) {
        Floor shown = shownByNodeId.computeIfAbsent(nodes.named(read.n()).nodeId(), id -> new Floor());
        long before = nodes.isDamaged(nodes.named(read.n())) ? 0 : shown.at(read.begun());
        if (read.status() != 200) {
            if (before > 0) {
                violated(read, read.n() + " shows nothing any more, it has shown " + before + " messages");
            }
            return;
        }
        long now = read.end();
        if (now < before && read.from() < before) {
            violated(read, read.n() + " shows " + now + " messages, it has shown " + before);
        }
        if (!read.ids().isEmpty()) {
            shown.raise(read.t(), now);
        }
    }
}
