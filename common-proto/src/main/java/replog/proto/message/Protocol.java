package replog.proto.message;

import java.util.regex.Pattern;

/** What every node of this version agrees on. */
public final class Protocol {

    /** Both ends of a connection must speak the same one. */
    public static final int VERSION = 1;

    /** The longest friendly name, in characters (all of them ASCII). */
    public static final int MAX_NAME_CHARS = 64;

    /** The longest reason of a refusal, in bytes of UTF-8. */
    public static final int MAX_REASON_BYTES = 1000;

    /** The largest value that a node may choose for the largest text of a message, in bytes. */
    public static final int MAX_MESSAGE_BYTES_LIMIT = 16 << 20;

    private static final Pattern FRIENDLY_NAME = Pattern.compile("[A-Za-z0-9_.-]{1," + MAX_NAME_CHARS + "}");

    private Protocol() {}

    /** Whether {@code name} is 1 to {@value #MAX_NAME_CHARS} ASCII letters, digits, dots, hyphens or underscores. */
    public static boolean isFriendlyName(String name) {
        return FRIENDLY_NAME.matcher(name).matches();
    }
}
