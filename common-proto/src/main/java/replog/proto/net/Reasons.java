package replog.proto.net;

import io.netty.channel.ConnectTimeoutException;
import java.io.IOException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.util.Locale;
import java.util.regex.Pattern;
import replog.proto.message.Escaped;
import replog.proto.wire.BadFrameException;
import replog.proto.wire.OtherVersionException;

/** Says in one line why a connection failed. */
public final class Reasons {

    private static final int MAX_CHARS = 200;

    /** How native channels begin: with the name of the system call. */
    private static final Pattern SYSTEM_CALL = Pattern.compile("^\\w+\\(.*?\\) failed with error\\(-?\\d+\\): ");

    private Reasons() {}

    /** A reason for a log line, without stack trace, on one line. */
    public static String of(Throwable cause) {
        if (cause instanceof ClosedChannelException && cause.getCause() != null) {
            return of(cause.getCause());
        }
        return Escaped.cut(text(cause), MAX_CHARS);
    }

    private static String text(Throwable cause) {
        String message = cause.getMessage();
        if (message == null) {
            return cause.getClass().getSimpleName();
        }
        if (cause instanceof BadFrameException || cause instanceof OtherVersionException) {
            return message;
        }
        if (cause instanceof UnknownHostException) {
            return "unknown host " + message;
        }
        if (cause instanceof ConnectTimeoutException) {
            return "no answer in time";
        }
        return cause instanceof IOException
                ? textOfKernel(message)
                : cause.getClass().getSimpleName() + ": " + message;
    }

    /** The same text for each kind of channel, though each wraps it in its own way. */
    private static String textOfKernel(String message) {
        String lowerCase = message.toLowerCase(Locale.ROOT);
        if (lowerCase.contains("connection refused")) {
            return "connection refused";
        }
        if (lowerCase.contains("connection reset") || lowerCase.contains("broken pipe")) {
            return "connection reset";
        }
        return SYSTEM_CALL.matcher(message).replaceFirst("");
    }
}
