package replog.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import replog.history.HistoryEvent.Append;
import replog.history.HistoryEvent.End;
import replog.history.HistoryEvent.Read;

/** C3. What a node shows begins where it was asked to, has no gap, and is a beginning of the final list of its log. */
final class ReadsArePrefixes extends Checker {

    private final KnownNodes nodes;
    private final Map<String, List<Long>> appended = new HashMap<>();
    private final List<Read> unchecked = new ArrayList<>();

    ReadsArePrefixes(KnownNodes nodes, Consumer<Violation> onViolation) {
        super("C3", "every read is a gap-free prefix of the final list", onViolation);
        this.nodes = nodes;
    }

    @Override
    public void appended(Append append) {
        appended.computeIfAbsent(logOf(append.n()), log -> new ArrayList<>()).add(append.c());
    }

    @Override
    public void read(Read read) {
        if (read.status() != 200 || nodes.named(read.n()).isStray()) {
            return;
        }
        for (int i = 0; i < read.ids().size(); i++) {
            if (read.ids().get(i) != read.from() + i) {
                violated(
                        read,
                        read.n() + " shows message " + read.ids().get(i) + " in the place of " + (read.from() + i));
                return;
            }
        }
        List<Long> list = appended.get(String.valueOf(read.log()));
        if (list == null) {
            unchecked.add(read); // Nobody tells what the master appends; what it shows in the end will do.
        } else {
            compare(read, list, true);
        }
    }

    @Override
    public void ended(End end) {
        Map<String, List<Long>> longest = new HashMap<>();
        for (Read read : unchecked) {
            if (nodes.named(read.n()).isMaster() && read.from() == 0) {
                longest.merge(String.valueOf(read.log()), read.cs(), (a, b) -> a.size() > b.size() ? a : b);
            }
        }
        for (Read read : unchecked) {
            List<Long> list = longest.get(String.valueOf(read.log()));
            if (list != null) {
                compare(read, list, isOfLivingMaster(read));
            }
        }
    }

    /** A master that died may have appended messages which nobody has read of it. */
    private boolean isOfLivingMaster(Read read) {
        KnownNode master = nodes.master();
        return master != null && master.isAlive() && String.valueOf(read.log()).equals(master.logId());
    }

    private void compare(Read read, List<Long> list, boolean isWhole) {
        for (int i = 0; i < read.cs().size(); i++) {
            long id = read.from() + i;
            if (id >= list.size()) {
                if (isWhole) {
                    violated(read, read.n() + " shows message " + id + " of a list of " + list.size());
                }
                return;
            }
            if (!read.cs().get(i).equals(list.get((int) id))) {
                violated(
                        read,
                        read.n() + " shows request " + read.cs().get(i) + " as message " + id + ", the list has "
                                + list.get((int) id));
                return;
            }
        }
    }

    private String logOf(String name) {
        return String.valueOf(nodes.named(name).logId());
    }
}
