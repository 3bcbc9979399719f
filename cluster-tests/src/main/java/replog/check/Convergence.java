package replog.check;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import replog.history.HistoryEvent.End;
import replog.history.HistoryEvent.HangUp;
import replog.history.HistoryEvent.Lost;
import replog.history.HistoryEvent.OfDisk;
import replog.history.HistoryEvent.Post;
import replog.history.HistoryEvent.Receipt;
import replog.history.HistoryEvent.Refused;
import replog.history.HistoryEvent.Start;
import replog.history.HistoryEvent.Stop;

/** C8. Once all is healed, every node that may follow the master has its whole list, and every client is answered that can be. */
final class Convergence extends Checker {

    private final KnownNodes nodes;
    private final Map<Long, Post> open = new LinkedHashMap<>();
    private final Map<String, String> failures = new LinkedHashMap<>();

    Convergence(KnownNodes nodes, Consumer<Violation> onViolation) {
        super("C8", "after healing all lists are equal and every waiting client is answered", onViolation);
        this.nodes = nodes;
    }

    @Override
    public void started(Start start) {
        failures.remove(start.n());
    }

    @Override
    public void stopped(Stop stop) {
        failures.remove(stop.n());
    }

    @Override
    public void toldOfDisk(OfDisk event) {
        if (event.what().startsWith(OfDisk.FAILED)) {
            failures.put(event.n(), event.what());
        }
    }

    @Override
    public void posted(Post post) {
        open.put(post.c(), post);
    }

    @Override
    public void receipt(Receipt receipt) {
        if (open.remove(receipt.c()) == null) {
            violated(receipt, "request " + receipt.c() + " is answered, and it does not wait");
        }
    }

    @Override
    public void refused(Refused refusal) {
        open.remove(refusal.c());
    }

    @Override
    public void lost(Lost lost) {
        open.remove(lost.c());
    }

    @Override
    public void hungUp(HangUp gone) {
        open.remove(gone.c());
    }

    @Override
    public void ended(End end) {
        KnownNode master = nodes.master();
        if (master == null || !master.isAlive()) {
            return;
        }
        failures.forEach(
                (name, failure) -> violated(end, name + " holds nothing more, though its disk is mended: " + failure));
        int holders = 0;
        for (KnownNode node : nodes.all()) {
            if (node.isAlive() && !node.isForeignTo(master)) {
                holders++;
                if (node.known() != master.known()) {
                    violated(
                            end,
                            node.name() + " has " + node.known() + " of the " + master.known()
                                    + " messages of its master");
                }
            }
        }
        for (Post post : open.values()) {
            if (post.w() <= holders) {
                violated(
                        end,
                        "request " + post.c() + " waits for write concern " + post.w() + ", " + holders
                                + " nodes hold its message");
            }
        }
    }
}
