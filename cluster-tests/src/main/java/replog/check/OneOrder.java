package replog.check;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import replog.history.HistoryEvent;
import replog.history.HistoryEvent.Append;
import replog.history.HistoryEvent.Gap;
import replog.history.HistoryEvent.Read;

/** C4. All nodes of a log have the same message in the same place. */
final class OneOrder extends Checker {

    private record Place(String logId, long id) {}

    private final KnownNodes nodes;
    private final Map<Place, String> checksumBefore = new HashMap<>();
    private final Map<Place, Long> clientAt = new HashMap<>();

    OneOrder(KnownNodes nodes, Consumer<Violation> onViolation) {
        super("C4", "there is one order, the same on every node", onViolation);
        this.nodes = nodes;
    }

    @Override
    public void appended(Append append) {
        String logId = nodes.named(append.n()).logId();
        if (logId != null) {
            compare(append, append.n(), new Place(logId, append.m() + 1), append.x());
        }
    }

    @Override
    public void gap(Gap gap) {
        if (!nodes.named(gap.n()).isStray()) {
            compare(gap, gap.n(), new Place(gap.logId(), gap.g()), gap.x());
        }
    }

    @Override
    public void read(Read read) {
        if (read.log() == null || nodes.named(read.n()).isStray()) {
            return;
        }
        for (int i = 0; i < read.ids().size(); i++) {
            long client = read.cs().get(i);
            Long other = clientAt.putIfAbsent(new Place(read.log(), read.ids().get(i)), client);
            if (other != null && other != client) {
                violated(
                        read,
                        read.n() + " shows request " + client + " as message "
                                + read.ids().get(i) + ", somebody has shown request " + other + " there");
                return;
            }
        }
    }

    private void compare(HistoryEvent event, String name, Place place, String checksum) {
        String other = checksumBefore.putIfAbsent(place, checksum);
        if (other != null && !other.equals(checksum)) {
            violated(
                    event,
                    "the list of " + name + " before " + place.id() + " has the checksum " + checksum
                            + ", elsewhere it is " + other);
        }
    }
}
