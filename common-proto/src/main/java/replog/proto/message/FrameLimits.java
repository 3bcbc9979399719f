package replog.proto.message;

/** How large the pieces may be in which nodes talk. */
public final class FrameLimits {

    /** How many messages a page holds at most. */
    public static final int MAX_PAGE_MESSAGES = 8192;

    private FrameLimits() {}

    /** How many bytes of texts and keys a page holds at most, where a text has at most {@code maxMessageBytes}. */
    public static long pageBytes(int maxMessageBytes) {
        return Math.max(256 << 10, maxMessageBytes);
    }
}
