package replog.check;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import replog.history.HistoryEvent.Gap;
import replog.history.HistoryEvent.Read;
import replog.history.HistoryEvent.Receipt;
import replog.history.HistoryEvent.Start;

/** C1. Whoever was named as a holder holds the message as long as it lives, and shows it to every later reader. */
final class AcknowledgedIsKept extends Checker {

    private final KnownNodes nodes;
    private final Map<String, Floor> owedByNodeId = new HashMap<>();
    private final Map<String, Map<Long, Long>> clientByIdOfLog = new HashMap<>();

    AcknowledgedIsKept(KnownNodes nodes, Consumer<Violation> onViolation) {
        super("C1", "nothing acknowledged is missing from its holders", onViolation);
        this.nodes = nodes;
    }

    @Override
    public void receipt(Receipt receipt) {
        for (String name : receipt.by()) {
            KnownNode holder = nodes.calledByMaster(name);
            if (holder != null) {
                owedByNodeId.computeIfAbsent(holder.nodeId(), id -> new Floor()).raise(receipt.t(), receipt.m() + 1);
            }
        }
        KnownNode master = nodes.master();
        if (master != null && master.logId() != null && !receipt.by().isEmpty()) {
            Long other = clientByIdOfLog
                    .computeIfAbsent(master.logId(), log -> new HashMap<>())
                    .put(receipt.m(), receipt.c());
            if (other != null && other != receipt.c()) {
                violated(
                        receipt,
                        "the requests " + other + " and " + receipt.c() + " were both told that they became message "
                                + receipt.m());
            }
        }
    }

    @Override
    public void started(Start start) {
        long owed = owed(nodes.named(start.n()), start.t());
        if (start.tellsGaps() && start.firstGap() < owed) {
            violated(
                    start,
                    start.n() + " begins with " + start.firstGap() + " messages, it was named as a holder of " + owed);
        }
    }

    @Override
    public void gap(Gap gap) {
        long owed = owed(nodes.named(gap.n()), gap.t());
        if (gap.g() < owed) {
            violated(gap, gap.n() + " holds " + gap.g() + " messages, it was named as a holder of " + owed);
        }
    }

    @Override
    public void read(Read read) {
        KnownNode node = nodes.named(read.n());
        long owed = owed(node, read.begun());
        if (read.status() != 200) {
            if (owed > 0) {
                violated(read, read.n() + " shows nothing, it was named as a holder of " + owed + " messages");
            }
            return;
        }
        if (read.end() < owed && read.from() < owed) {
            violated(read, read.n() + " shows " + read.end() + " messages, it was named as a holder of " + owed);
        }
        Map<Long, Long> clientById = clientByIdOfLog.getOrDefault(String.valueOf(node.logId()), Map.of());
        for (int i = 0; i < read.ids().size(); i++) {
            Long acknowledged = clientById.get(read.ids().get(i));
            if (acknowledged != null
                    && !node.isStray()
                    && !acknowledged.equals(read.cs().get(i))) {
                violated(
                        read,
                        read.n() + " shows request " + read.cs().get(i) + " as message "
                                + read.ids().get(i) + ", which was acknowledged to request " + acknowledged);
            }
        }
    }

    private long owed(KnownNode node, double t) {
        Floor floor = owedByNodeId.get(node.nodeId());
        return floor == null || nodes.isDamaged(node) ? 0 : floor.at(t);
    }
}
