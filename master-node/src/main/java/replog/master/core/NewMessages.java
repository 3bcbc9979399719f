package replog.master.core;

import java.util.List;
import java.util.OptionalLong;
import replog.proto.message.Bytes;

/**
 * What a client wants to add to the list: one message, or several that follow each other. All of them are taken or none.
 *
 * @param texts the messages in UTF-8, at least one; whoever hands them over leaves them as they are
 * @param writeConcern on how many nodes, the master among them, all of them must be before the answer; 0 = do not wait
 * @param timeoutMs how long the client waits for that, in milliseconds, at least 1; for ever where there is none
 */
public record NewMessages(List<Bytes> texts, int writeConcern, OptionalLong timeoutMs) {

    public NewMessages {
        if (texts.isEmpty() || writeConcern < 0 || timeoutMs.orElse(1) < 1) {
            throw new IllegalArgumentException(
                    texts.size() + " texts, write concern " + writeConcern + ", time-out " + timeoutMs);
        }
    }
}
