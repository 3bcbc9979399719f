package replog.check;

import java.util.HashSet;
import java.util.function.Consumer;
import replog.history.HistoryEvent.Receipt;

/** C2. At a 200 the write concern is met: the master and so many distinct others hold the message; no receipt names anybody else. */
final class EnoughHolders extends Checker {

    private final KnownNodes nodes;

    EnoughHolders(KnownNodes nodes, Consumer<Violation> onViolation) {
        super("C2", "at the answer as many distinct nodes as asked for hold the message", onViolation);
        this.nodes = nodes;
    }

    @Override
    public void receipt(Receipt receipt) {
        int distinct = new HashSet<>(receipt.by()).size();
        if (distinct < receipt.by().size()) {
            violated(receipt, "a node is named twice in " + receipt.by());
        }
        if (receipt.status() == 200 && distinct < receipt.w()) {
            violated(receipt, "write concern " + receipt.w() + " is not met by " + receipt.by());
        }
        KnownNode master = nodes.master();
        boolean isHeld = receipt.status() == 200 || master == null || master.firstGap() > receipt.last();
        if ((isHeld || !receipt.by().isEmpty())
                && (receipt.by().isEmpty() || !receipt.by().get(0).equals(receipt.n()))) {
            violated(receipt, "the master " + receipt.n() + " is not the first of " + receipt.by());
        }
        HashSet<String> nodeIds = new HashSet<>();
        for (String name : receipt.by()) {
            KnownNode holder = nodes.calledByMaster(name);
            if (holder == null) {
                violated(receipt, "there is no " + name);
            } else if (!nodeIds.add(holder.nodeId())) {
                violated(receipt, "one node is named twice, once as " + name);
            } else if (holder.tellsFirstGap()) {
                holds(receipt, name, holder);
            }
        }
    }

    private void holds(Receipt receipt, String name, KnownNode holder) {
        KnownNode master = nodes.master();
        if (nodes.isDamaged(holder)) {
            return;
        }
        if (holder.firstGap() <= receipt.m()) {
            violated(
                    receipt,
                    name + " holds " + holder.firstGap() + " messages, so not message " + receipt.m()
                            + ", for which it is named");
        } else if (master != null && holder.isForeignTo(master)) {
            violated(receipt, name + " holds messages of another list");
        } else if (!holder.isReady()) {
            violated(receipt, name + " does not show its list yet");
        } else if (!nodes.isConnected(holder)) {
            violated(receipt, name + " is out of the master's sight");
        }
    }
}
