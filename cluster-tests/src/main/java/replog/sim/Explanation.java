package replog.sim;

import java.io.PrintStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import replog.check.Violation;
import replog.history.HistoryEvent;
import replog.history.HistoryFormat;

/** Tells a person why a schedule fails: what was done, who held what, which promise broke, and what came just before. */
final class Explanation {

    private static final int LAST_EVENTS = 25;

    private Explanation() {}

    static void print(Schedule schedule, PrintStream out) {
        Deque<HistoryEvent> last = new ArrayDeque<>();
        SimRun run = new SimRun(schedule).toldTo(event -> {
            if (last.size() == LAST_EVENTS) {
                last.removeFirst();
            }
            last.addLast(event);
        });
        String verdict = run.play().map(Violation::toString).orElse("every promise is kept");
        out.println(schedule.options());
        out.println("what was done (healed at " + schedule.options().faultsMs() + " ms):");
        schedule.steps().stream()
                .sorted((a, b) -> Long.compare(a.atMs(), b.atMs()))
                .forEach(step -> out.println("  " + describe(step)));
        out.println("who held what in the end:");
        run.holdings().forEach(line -> out.println("  " + line));
        out.println("what happened last:");
        last.forEach(event -> out.println("  " + HistoryFormat.write(event)));
        out.println(verdict);
    }

    private static String describe(Step step) {
        String what = step.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        String line = String.format(Locale.ROOT, "%6d ms  #%d %s %s", step.atMs(), step.id(), what, step.node());
        return switch (step.kind()) {
            case POST ->
                line + ", write concern " + step.value()
                        + (step.forMs() == 0 ? "" : ", within " + step.forMs() + " ms");
            case HANG_UP -> line + ", the client of #" + step.value();
            case JOIN, JOIN_TWIN, RESET -> line;
            default ->
                line
                        + (step.forMs() == 0 ? "" : " for " + step.forMs() + " ms")
                        + (step.value() == 0 ? "" : ", value " + step.value());
        };
    }
}
