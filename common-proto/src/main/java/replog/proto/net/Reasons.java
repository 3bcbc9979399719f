package replog.proto.net;

import io.netty.channel.ConnectTimeoutException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.util.Locale;
import replog.proto.message.Escaped;
import replog.proto.wire.BadFrameException;
import replog.proto.wire.OtherVersionException;

/** Says in one line why a connection failed. */
public final class Reasons {

    private static final int MAX_CHARS = 200;

    private Reasons() {}

    /** A reason for a log line, without stack trace, on one line. */
    public static String of(Throwable cause) {
        if (cause instanceof ClosedChannelException && cause.getCause() != null) {
            return of(cause.getCause());
        }
        String message = String.valueOf(cause.getMessage());
        return Escaped.cut(known(cause, message.toLowerCase(Locale.ROOT), message), MAX_CHARS);
    }

    private static String known(Throwable cause, String lowerCase, String message) {
        if (cause instanceof BadFrameException || cause instanceof OtherVersionException) {
            return message;
        }
        if (cause instanceof UnknownHostException) {
            return "unknown host " + message;
        }
        if (cause instanceof ConnectTimeoutException) {
            return "no answer in time";
        }
        if (cause instanceof ConnectException && lowerCase.contains("refused")) {
            return "connection refused";
        }
        // What the kernel says comes wrapped in the names of system calls, different ones for each kind of channel.
        if (lowerCase.contains("connection reset") || lowerCase.contains("broken pipe")) {
            return "connection reset";
        }

        return cause.getClass().getSimpleName() + ": " + message;
    }
}
