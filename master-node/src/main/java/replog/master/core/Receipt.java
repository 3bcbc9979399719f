package replog.master.core;

import java.util.List;

/**
 * What is true of the messages of a request at the moment of the answer.
 *
 * @param ids which messages they are
 * @param acknowledgedBy the friendly names of the connected nodes that hold all of them, the master's first
 * @param elapsedMs milliseconds from the moment the core took them to this one
 */
public record Receipt(IdRange ids, int writeConcern, List<String> acknowledgedBy, long elapsedMs) {

    public Receipt {
        acknowledgedBy = List.copyOf(acknowledgedBy);
    }

    /** For log lines, with the names that clients know. */
    @Override
    public String toString() {
        String which = ids.count() == 1 ? "id=" + ids.first() : "firstId=" + ids.first() + ", count=" + ids.count();
        return "Receipt[" + which + ", writeConcern=" + writeConcern + ", acknowledgedBy=" + acknowledgedBy
                + ", elapsedMs=" + elapsedMs + "]";
    }
}
