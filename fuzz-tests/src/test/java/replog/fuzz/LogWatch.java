package replog.fuzz;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/** Makes every log line and prints none. A line at ERROR says that the product has found a bug of its own. */
final class LogWatch extends AppenderBase<ILoggingEvent> {

    private static final LogWatch WATCH = new LogWatch();

    /** What SLF4J shows for an argument that throws where it should say what it is. */
    private static final String FAILED = "[FAILED toString()]";

    private Optional<String> bug = Optional.empty();

    /** From now on lines come here; those of an earlier input are forgotten. */
    static void begin() {
        WATCH.bug = Optional.empty();
        if (!WATCH.isStarted()) {
            LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
            context.reset();
            WATCH.setContext(context);
            WATCH.start();
            var root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
            root.setLevel(Level.WARN);
            root.addAppender(WATCH);
            context.getLogger("replog").setLevel(Level.INFO);
        }
    }

    /** Throws where a bug was logged. */
    static void check() {
        Finding.unless(WATCH.bug.isEmpty(), "{}", WATCH.bug.orElse(""));
    }

    @Override
    protected void append(ILoggingEvent event) {
        String line = event.getFormattedMessage();
        if (line.contains(FAILED)) {
            bug = Optional.of(line);
        } else if (event.getLevel() == Level.ERROR) {
            IThrowableProxy thrown = event.getThrowableProxy();
            bug = Optional.of(line + (thrown == null ? "" : "\n" + ThrowableProxyUtil.asString(thrown)));
        }
    }
}
