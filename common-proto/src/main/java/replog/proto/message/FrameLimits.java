package replog.proto.message;

/**
 * How long frames get. Whoever fills a page and whoever reads its frame take the limits from here, so that a full page
 * always fits.
 */
public final class FrameLimits {

    /**
     * The longest frame that a master reads, in bytes. All that a secondary sends is short, so a stranger who announces
     * more is found out at once, and a thousand of them cost little memory.
     */
    public static final int MAX_FRAME_BYTES_TO_MASTER = 1024;

    /** The most messages in one AddMessage: it is sent again as a whole, and counts as held only when the last of them is. */
    public static final int MAX_RUN_MESSAGES = 1024;

    /** The most bytes of texts and keys in one AddMessage; a single message may exceed it. */
    public static final int MAX_RUN_BYTES = 128 << 10;

    /** What a message takes in an AddMessage besides key and text: its id and their two lengths. */
    public static final int MESSAGE_HEAD_BYTES = 8 + 1 + 4;

    /** How many bytes of records a page may always hold, however short a single message has to be. */
    private static final int MIN_PAGE_BYTES = 256 << 10;

    /** Length, type, request id, message count and checksum. */
    private static final int FRAME_HEAD_BYTES = 4 + 1 + 8 + 4 + 4;

    private FrameLimits() {}

    /**
     * The most bytes of records in one page; a single record may exceed it by its head.
     *
     * @param maxMessageBytes the longest text, in bytes, 1 to {@link Protocol#MAX_MESSAGE_BYTES_LIMIT}
     */
    public static int pageBytes(int maxMessageBytes) {
        return Math.max(MIN_PAGE_BYTES, maxMessageBytes);
    }

    /**
     * The longest frame that a secondary reads, in bytes, its length field included: the fullest AddMessage of messages
     * that are no longer than a page. The longest page and the longest single message, which have one head each, fit as well.
     *
     * @param maxMessageBytes the longest text, in bytes, 1 to {@link Protocol#MAX_MESSAGE_BYTES_LIMIT}
     */
    public static int maxFrameBytesToSecondary(int maxMessageBytes) {
        return FRAME_HEAD_BYTES + MAX_RUN_MESSAGES * MESSAGE_HEAD_BYTES + pageBytes(maxMessageBytes);
    }
}
