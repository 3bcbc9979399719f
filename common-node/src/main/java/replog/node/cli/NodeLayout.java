package replog.node.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import ch.qos.logback.core.LayoutBase;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;
import replog.proto.core.NodeLog;
import replog.proto.message.Escaped;

/**
 * One event as one line: {@code [   1.011s] [clyde_,core] [Info] [Endpoint,id=master] sending …}. Seconds since the
 * start, node and thread, level, class and the id of the object, message. Whatever a message is made of, it stays one
 * line of bounded length. A throwable adds its class and message; only at ERROR, which is a bug of our own, its stack
 * trace follows. Stateless but for its settings, so any thread may use it.
 */
final class NodeLayout extends LayoutBase<ILoggingEvent> {

    /** The longest message that is printed whole, in characters. */
    static final int MAX_MESSAGE_CHARS = 4096;

    /** How many frames of a stack trace are printed, for each throwable of a chain. */
    static final int MAX_FRAMES = 100;

    /** How many throwables of a chain are printed. */
    static final int MAX_CAUSES = 10;

    private final String nodeName;
    private final LongSupplier millisSinceStart;

    NodeLayout(String nodeName, LongSupplier millisSinceStart) {
        this.nodeName = nodeName;
        this.millisSinceStart = millisSinceStart;
    }

    @Override
    public String doLayout(ILoggingEvent event) {
        StringBuilder line = new StringBuilder(160);
        appendSeconds(line, millisSinceStart.getAsLong());
        line.append(" [").append(nodeName).append(',').append(Escaped.controls(event.getThreadName()));
        line.append("] [").append(name(event.getLevel())).append("] [");
        appendSource(line, event);
        line.append("] ").append(Escaped.cut(String.valueOf(event.getFormattedMessage()), MAX_MESSAGE_CHARS));
        IThrowableProxy throwable = event.getThrowableProxy();
        if (throwable != null) {
            line.append(": ");
            appendThrowable(line, throwable);
            if (event.getLevel().isGreaterOrEqual(Level.ERROR)) {
                appendStackTrace(line, throwable);
            }
        }
        return line.append('\n').toString();
    }

    private static void appendSeconds(StringBuilder line, long millis) {
        String seconds = Long.toString(millis / 1000);
        line.append('[').append(" ".repeat(Math.max(0, 4 - seconds.length()))).append(seconds);
        String thousandths = Long.toString(1000 + millis % 1000);
        line.append('.').append(thousandths, 1, 4).append("s]");
    }

    private static String name(Level level) {
        return level.levelStr.charAt(0) + level.levelStr.substring(1).toLowerCase(Locale.ROOT);
    }

    private static void appendSource(StringBuilder line, ILoggingEvent event) {
        String logger = event.getLoggerName();
        int simpleName = Math.max(logger.lastIndexOf('.'), logger.lastIndexOf('$')) + 1;
        line.append(Escaped.controls(logger.substring(simpleName)));
        List<KeyValuePair> pairs = event.getKeyValuePairs();
        if (pairs == null) {
            return;
        }
        for (KeyValuePair pair : pairs) {
            if (pair.key.equals(NodeLog.ID_KEY)) {
                line.append(",id=").append(Escaped.controls(String.valueOf(pair.value)));
            }
        }
    }

    private static void appendThrowable(StringBuilder line, IThrowableProxy throwable) {
        line.append(throwable.getClassName());
        if (throwable.getMessage() != null) {
            line.append(": ").append(Escaped.cut(throwable.getMessage(), MAX_MESSAGE_CHARS));
        }
    }

    private static void appendStackTrace(StringBuilder line, IThrowableProxy throwable) {
        appendFrames(line, throwable);
        @Nullable IThrowableProxy cause = throwable.getCause();
        for (int i = 1; cause != null && i < MAX_CAUSES; i++) {
            line.append("\nCaused by: ");
            appendThrowable(line, cause);
            appendFrames(line, cause);
            cause = cause.getCause();
        }
    }

    private static void appendFrames(StringBuilder line, IThrowableProxy throwable) {
        StackTraceElementProxy[] frames = throwable.getStackTraceElementProxyArray();
        for (int i = 0; i < Math.min(frames.length, MAX_FRAMES); i++) {
            line.append("\n\t").append(frames[i].getSTEAsString());
        }
    }
}
