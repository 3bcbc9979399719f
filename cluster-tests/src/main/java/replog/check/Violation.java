package replog.check;

import replog.history.HistoryEvent;

/**
 * A promise that was broken.
 *
 * @param checker which checker found it, C1 to C10
 * @param promise what was promised
 * @param text what was seen instead
 * @param event at which event
 */
public record Violation(String checker, String promise, String text, HistoryEvent event) {

    @Override
    public String toString() {
        return checker + " (" + promise + ") is broken: " + text;
    }
}
