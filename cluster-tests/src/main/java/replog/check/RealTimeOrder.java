package replog.check;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import replog.history.HistoryEvent.Post;
import replog.history.HistoryEvent.Read;
import replog.history.HistoryEvent.Receipt;
import replog.history.HistoryEvent.Start;

/**
 * C6. A message whose post began after another was answered has the higher id; a read of the master shows all that was
 * answered before it began, and nothing whose post had not begun.
 */
final class RealTimeOrder extends Checker {

    private final KnownNodes nodes;
    private final Map<Long, Long> lowestIdByClient = new HashMap<>();
    private Floor answered = new Floor();

    RealTimeOrder(KnownNodes nodes, Consumer<Violation> onViolation) {
        super("C6", "ids and the master's reads respect real time", onViolation);
        this.nodes = nodes;
    }

    @Override
    public void started(Start start) {
        if (start.master() && start.firstGap() == 0) {
            answered = new Floor();
            lowestIdByClient.replaceAll((client, lowest) -> 0L);
        }
    }

    @Override
    public void posted(Post post) {
        lowestIdByClient.put(post.c(), answered.at(post.t()));
    }

    @Override
    public void receipt(Receipt receipt) {
        Long lowest = lowestIdByClient.get(receipt.c());
        if (lowest == null) {
            violated(receipt, "request " + receipt.c() + " is answered and was never made");
        } else if (receipt.m() < lowest) {
            violated(
                    receipt,
                    "request " + receipt.c() + " got id " + receipt.m() + ", though " + (lowest - 1)
                            + " was answered before it began");
        }
        if (!receipt.by().isEmpty()) {
            answered.raise(receipt.t(), receipt.m() + 1);
        }
    }

    @Override
    public void read(Read read) {
        if (read.status() != 200 || !nodes.named(read.n()).isMaster()) {
            return;
        }
        long shown = read.end();
        long owed = answered.at(read.begun());
        if (shown < owed && read.from() < owed) {
            violated(read, "the master shows " + shown + " messages, " + owed + " were answered before");
        }
        for (Long client : read.cs()) {
            if (!lowestIdByClient.containsKey(client)) {
                violated(read, "the master shows request " + client + ", which was never made");
            }
        }
    }
}
