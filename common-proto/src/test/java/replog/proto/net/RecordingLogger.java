package replog.proto.net;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/** Keeps the lines it is given. */
final class RecordingLogger extends LegacyAbstractLogger {

    private static final long serialVersionUID = 1;

    private final transient List<String> lines = new ArrayList<>();

    List<String> lines() {
        return lines;
    }

    @Override
    protected void handleNormalizedLoggingCall(
            Level level,
            @Nullable Marker marker,
            String format,
            Object @Nullable [] arguments,
            @Nullable Throwable thrown) {
        lines.add(level + " " + MessageFormatter.basicArrayFormat(format, arguments) + (thrown == null ? "" : thrown));
    }

    @Override
    protected @Nullable String getFullyQualifiedCallerName() {
        return null;
    }

    @Override
    public boolean isTraceEnabled() {
        return true;
    }

    @Override
    public boolean isDebugEnabled() {
        return true;
    }

    @Override
    public boolean isInfoEnabled() {
        return true;
    }

    @Override
    public boolean isWarnEnabled() {
        return true;
    }

    @Override
    public boolean isErrorEnabled() {
        return true;
    }
}
