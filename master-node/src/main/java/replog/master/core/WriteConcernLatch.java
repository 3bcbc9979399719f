package replog.master.core;

import java.util.ArrayList;
import java.util.List;

/**
 * Opens once, when enough distinct nodes have confirmed a message. It never blocks: whoever brings the confirmation that
 * opens it is told so. Core loop only.
 */
final class WriteConcernLatch {

    /** More than most write concerns ask for. */
    private static final int USUAL_HOLDERS = 8;

    private final int writeConcern;
    private final List<Holder> confirmedBy;

    WriteConcernLatch(int writeConcern) {
        this.writeConcern = writeConcern;
        this.confirmedBy = new ArrayList<>(Math.min(writeConcern, USUAL_HOLDERS));
    }

    int writeConcern() {
        return writeConcern;
    }

    boolean isOpen() {
        return confirmedBy.size() >= writeConcern;
    }

    /** Notes that the node holds the message; twice after a resend or a reconnect still counts once. */
    void confirm(Holder holder) {
        if (!confirmedBy.contains(holder)) {
            confirmedBy.add(holder);
        }
    }

    /** The node is out of sight, so its copy may be gone: it counts no longer. */
    void retract(Holder holder) {
        confirmedBy.remove(holder);
    }

    /** The names of the nodes that count, in the order of their confirmations. */
    List<String> names() {
        List<String> names = new ArrayList<>(confirmedBy.size());
        for (Holder holder : confirmedBy) {
            names.add(holder.name());
        }
        return names;
    }
}
