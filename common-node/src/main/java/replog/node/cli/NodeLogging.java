package replog.node.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.spi.ContextAwareBase;
import org.slf4j.LoggerFactory;

/**
 * Sets Logback up: lines in the format of {@link NodeLayout} on standard output, our own from the wanted level up, those
 * of libraries from WARN up. Logback finds this class by itself ({@code META-INF/services}) at its first use, which gives
 * tests the same output; a node's process then calls {@link #configure} with its name.
 */
public final class NodeLogging extends ContextAwareBase implements Configurator {

    private static final String OWN_LOGGERS = "replog";

    /** How long the last moment of a process may wait for its output to be taken, in milliseconds. */
    private static final long FLUSH_MS = 3000;

    private static final long START_NANOS = System.nanoTime();

    /** From now on the log is that of the node of this name. */
    public static void configure(String nodeName, LogLevel level) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        setUp(context, nodeName, level);
    }

    /** Prints what was logged, for a bounded time, and ends logging: for the last moment of a process. */
    public static void flush() {
        ((LoggerContext) LoggerFactory.getILoggerFactory()).stop();
    }

    /** Logback's call at its first use. */
    @Override
    public ExecutionStatus configure(LoggerContext context) {
        setUp(context, "-", LogLevel.INFO);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    private static void setUp(LoggerContext context, String nodeName, LogLevel level) {
        NodeLayout layout = new NodeLayout(nodeName, () -> (System.nanoTime() - START_NANOS) / 1_000_000);
        Appender<ILoggingEvent> appender = new LineAppender(layout, System.out, FLUSH_MS);
        appender.setContext(context);
        appender.start();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.WARN);
        root.addAppender(appender);
        context.getLogger(OWN_LOGGERS).setLevel(Level.toLevel(level.name()));
    }
}
