package replog.proto.message;

/**
 * One message of the list.
 *
 * @param id its place in the list, dense from 0
 * @param key at most {@link #MAX_KEY_BYTES} bytes; room for an idempotency key, empty for now
 * @param text the client's text in UTF-8
 */
public record LogMessage(long id, Bytes key, Bytes text) {

    /** The longest key, in bytes. */
    public static final int MAX_KEY_BYTES = 64;

    public LogMessage {
        if (id < 0 || key.length() > MAX_KEY_BYTES) {
            throw new IllegalArgumentException("message " + id + " with a key of " + key.length() + " bytes");
        }
    }

    @Override
    public String toString() {
        return "#" + id + " \"" + text + "\"";
    }
}
