package replog.node.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.event.KeyValuePair;
import replog.proto.core.NodeLog;

class NodeLayoutTest {

    private final LoggerContext context = new LoggerContext();

    @Test
    void showsTimeNodeThreadLevelClassAndId() {
        LoggingEvent event = event(Level.INFO, "replog.proto.core.Endpoint", "sending {} to {}", 7, "bonnie");
        event.setThreadName("core");
        event.addKeyValuePair(new KeyValuePair(NodeLog.ID_KEY, "master"));

        assertEquals(
                "[   1.011s] [clyde_,core] [Info] [Endpoint,id=master] sending 7 to bonnie\n",
                layoutAt(1011).doLayout(event));
    }

    @Test
    void showsTheClassAloneWhereThereIsNoId() {
        LoggingEvent event = event(Level.WARN, "replog.Outer$Inner", "look");
        event.setThreadName("main");
        event.addKeyValuePair(new KeyValuePair("other", "master"));

        assertEquals(
                "[   1.011s] [clyde_,main] [Warn] [Inner] look\n",
                layoutAt(1011).doLayout(event));
    }

    @ParameterizedTest
    @CsvSource({"0,[   0.000s]", "7,[   0.007s]", "59999,[  59.999s]", "9999999,[9999.999s]", "12345678,[12345.678s]"})
    void showsSecondsToTheMillisecond(long millis, String expected) {
        String line = layoutAt(millis).doLayout(event(Level.INFO, "A", "text"));

        assertEquals(expected, line.substring(0, line.indexOf(']') + 1));
    }

    @ParameterizedTest
    @CsvSource({"TRACE,Trace", "DEBUG,Debug", "INFO,Info", "WARN,Warn", "ERROR,Error"})
    void showsTheLevelAsAWord(String level, String expected) {
        String line = layoutAt(0).doLayout(event(Level.toLevel(level), "A", "text"));

        assertTrue(line.contains("] [" + expected + "] [A] text"), line);
    }

    @Test
    void foreignTextStaysOneLineWithoutControlCharacters() {
        String foreign = "a\n[   9.999s] [master,core] [Info] [Fake] b\r\tc\u001b[31m\u0085\u2028\u202e\ud800";
        LoggingEvent event = event(Level.INFO, "A", "{}", foreign);
        event.setThreadName("http\n1");
        event.addKeyValuePair(new KeyValuePair(NodeLog.ID_KEY, "bon\nnie"));

        assertEquals(
                "[   0.000s] [clyde_,http\\u000a1] [Info] [A,id=bon\\u000anie] a\\u000a[   9.999s] [master,core] [Info] [Fake] "
                        + "b\\u000d\\u0009c\\u001b[31m\\u0085\\u2028\\u202e\\ud800\n",
                layoutAt(0).doLayout(event));
    }

    @Test
    void otherAlphabetsAreShownAsTheyAre() {
        String line = layoutAt(0).doLayout(event(Level.INFO, "A", "Привіт 日本 🎉"));

        assertTrue(line.endsWith("] Привіт 日本 🎉\n"), line);
    }

    @Test
    void aVeryLongMessageIsCut() {
        String line = layoutAt(0).doLayout(event(Level.INFO, "A", "x".repeat(1_000_000)));

        assertTrue(line.endsWith("] " + "x".repeat(NodeLayout.MAX_MESSAGE_CHARS) + "…\n"), line);
    }

    @Test
    void aThrowableBelowErrorIsOneLineWithoutStackTrace() {
        LoggingEvent event = event(Level.WARN, "A", "closed", new IOException("reset\nby peer", new Error("deep")));

        assertTrue(layoutAt(0).doLayout(event).endsWith("] [A] closed: java.io.IOException: reset\\u000aby peer\n"));
    }

    @Test
    void aThrowableWithoutMessageShowsItsClass() {
        LoggingEvent event = event(Level.WARN, "A", "closed", new IOException());

        assertTrue(layoutAt(0).doLayout(event).endsWith("] [A] closed: java.io.IOException\n"));
    }

    @Test
    void anErrorShowsTheStackTraceWithItsCauses() {
        Throwable cause = new Error("be\nlow");
        Throwable bug = new IllegalStateException("top", cause);
        bug.setStackTrace(new StackTraceElement[] {new StackTraceElement("a.B", "c", "B.java", 7)});
        cause.setStackTrace(new StackTraceElement[] {new StackTraceElement("d.E", "f", "E.java", 8)});

        List<String> lines = layoutAt(0)
                .doLayout(event(Level.ERROR, "A", "giving up", bug))
                .lines()
                .toList();

        assertTrue(lines.get(0).endsWith("] giving up: java.lang.IllegalStateException: top"), lines.get(0));
        assertEquals(
                List.of("\tat a.B.c(B.java:7)", "Caused by: java.lang.Error: be\\u000alow", "\tat d.E.f(E.java:8)"),
                lines.subList(1, lines.size()));
    }

    @Test
    void aStackTraceHasAnEnd() {
        Throwable bug = new Error("innermost");
        for (int i = 0; i < 50; i++) {
            bug = new IllegalStateException("level " + i, bug);
        }
        StackTraceElement[] deep = new StackTraceElement[1024];
        Arrays.fill(deep, new StackTraceElement("a.B", "c", "B.java", 7));
        for (Throwable t = bug; t != null; t = t.getCause()) {
            t.setStackTrace(deep);
        }

        long lines = layoutAt(0)
                .doLayout(event(Level.ERROR, "A", "giving up", bug))
                .lines()
                .count();

        assertTrue(lines <= (NodeLayout.MAX_FRAMES + 1L) * NodeLayout.MAX_CAUSES, () -> lines + " lines");
    }

    private static NodeLayout layoutAt(long millis) {
        return new NodeLayout("clyde_", () -> millis);
    }

    private LoggingEvent event(Level level, String logger, String format, Object... arguments) {
        return new LoggingEvent("", context.getLogger(logger), level, format, null, arguments);
    }

    private LoggingEvent event(Level level, String logger, String text, Throwable throwable) {
        return new LoggingEvent("", context.getLogger(logger), level, text, throwable, null);
    }
}
