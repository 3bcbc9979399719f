package replog.master.core;

import java.util.List;

/**
 * What is true of a message at the moment of the answer.
 *
 * @param acknowledgedBy the friendly names of the connected nodes that hold it, the master's first
 * @param elapsedMs milliseconds from the moment the core took the message to this one
 */
public record Receipt(long id, int writeConcern, List<String> acknowledgedBy, long elapsedMs) {

    public Receipt {
        acknowledgedBy = List.copyOf(acknowledgedBy);
    }
}
