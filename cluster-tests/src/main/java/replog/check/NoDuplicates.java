package replog.check;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import replog.history.HistoryEvent.Append;
import replog.history.HistoryEvent.Read;
import replog.history.HistoryEvent.Refused;
import replog.history.HistoryEvent.Start;

/** C5. A request becomes one message at most, and none where its client was told that it is not stored. */
final class NoDuplicates extends Checker {

    private final KnownNodes nodes;
    private final Set<Long> appended = new HashSet<>();
    private final Set<Long> refused = new HashSet<>();

    NoDuplicates(KnownNodes nodes, Consumer<Violation> onViolation) {
        super("C5", "no request becomes two messages, a refused one none", onViolation);
        this.nodes = nodes;
    }

    @Override
    public void started(Start start) {
        if (start.master() && start.firstGap() == 0) {
            appended.clear();
        }
    }

    @Override
    public void refused(Refused refusal) {
        refused.add(refusal.c());
        if (appended.contains(refusal.c())) {
            violated(refusal, "request " + refusal.c() + " is refused, and its message is in the list");
        }
    }

    @Override
    public void appended(Append append) {
        if (!appended.add(append.c())) {
            violated(append, "request " + append.c() + " is in the list twice");
        }
        if (refused.contains(append.c())) {
            violated(append, "request " + append.c() + " was refused");
        }
    }

    @Override
    public void read(Read read) {
        if (nodes.named(read.n()).isStray()) {
            return;
        }
        Set<@Nullable Long> seen = new HashSet<>();
        for (Long client : read.cs()) {
            if (!seen.add(client)) {
                violated(read, read.n() + " shows request " + client + " twice");
            } else if (refused.contains(client)) {
                violated(read, read.n() + " shows request " + client + ", which was refused");
            }
        }
    }
}
