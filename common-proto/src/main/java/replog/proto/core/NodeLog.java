package replog.proto.core;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * The log lines of one object. Each carries the object's class and id. Lines about single messages are for a reader of
 * the slow demonstration: they are INFO while the artificial delay is on, else DEBUG.
 */
public final class NodeLog {

    /** The key under which a log event carries the id. */
    public static final String ID_KEY = "id";

    private final Logger logger;
    private final String id;
    private final Level messageLevel;

    /** For the object {@code id} of class {@code owner}. */
    public NodeLog(Class<?> owner, String id, boolean tellsMessages) {
        this.logger = LoggerFactory.getLogger(owner);
        this.id = id;
        this.messageLevel = tellsMessages ? Level.INFO : Level.DEBUG;
    }

    /** What a reader of the log always wants to know. */
    public void info(String format, Object... arguments) {
        log(Level.INFO, format, arguments);
    }

    /** What somebody should look at. */
    public void warn(String format, Object... arguments) {
        log(Level.WARN, format, arguments);
    }

    /** What became of a single message or request. */
    public void message(String format, Object... arguments) {
        log(messageLevel, format, arguments);
    }

    /** Whether {@link #message} prints at all; asked first where the arguments cost something. */
    public boolean tellsMessages() {
        return logger.isEnabledForLevel(messageLevel);
    }

    private void log(Level level, String format, Object... arguments) {
        if (logger.isEnabledForLevel(level)) {
            logger.atLevel(level).addKeyValue(ID_KEY, id).log(format, arguments);
        }
    }
}
