package replog.master.core;

import java.util.OptionalLong;
import replog.proto.message.Bytes;

/**
 * What a client wants to add to the list.
 *
 * @param text the message in UTF-8
 * @param writeConcern on how many nodes, the master among them, it must be before the answer; 0 = do not wait
 * @param timeoutMs how long the client waits for that, in milliseconds, at least 1; for ever where there is none
 */
public record NewMessage(Bytes text, int writeConcern, OptionalLong timeoutMs) {

    public NewMessage {
        if (writeConcern < 0 || timeoutMs.orElse(1) < 1) {
            throw new IllegalArgumentException("write concern " + writeConcern + ", time-out " + timeoutMs);
        }
    }
}
