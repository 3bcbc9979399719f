package replog.proto.sim;

import replog.proto.message.Bytes;
import replog.proto.message.LogMessage;

/** Messages to try things with. */
public final class Samples {

    private Samples() {}

    /** The message of this id, whose text names it. */
    public static LogMessage message(long id) {
        return message(id, "Msg" + id);
    }

    /** The message of this id and text, without a key. */
    public static LogMessage message(long id, String text) {
        return new LogMessage(id, Bytes.EMPTY, Bytes.utf8(text));
    }
}
