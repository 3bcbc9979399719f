package replog.proto.core;

import java.util.function.LongSupplier;

/**
 * Lets what is still coming in come along: after each turn of the core loop it looks whether the list has grown, and acts
 * once it has not, or after the last look that it may take. No time is waited. Core loop only.
 */
public final class Gathering {

    private final Scheduler scheduler;
    private final LongSupplier end;
    private final int maxLooks;
    private final Runnable action;
    private boolean underWay;
    private int looks;
    private long seenEnd;

    /**
     * @param end the id after that of the last message of the list
     * @param maxLooks after so many it acts, whatever else comes in; 1 or more
     * @param action what is done then
     */
    public Gathering(Scheduler scheduler, LongSupplier end, int maxLooks, Runnable action) {
        this.scheduler = scheduler;
        this.end = end;
        this.maxLooks = maxLooks;
        this.action = action;
    }

    /** Begins to gather, unless it does already. */
    public void begin() {
        if (!underWay) {
            underWay = true;
            looks = 0;
            lookAgain();
        }
    }

    private void lookAgain() {
        seenEnd = end.getAsLong();
        scheduler.schedule(0, this::look);
    }

    private void look() {
        looks++;
        if (looks < maxLooks && end.getAsLong() > seenEnd) {
            lookAgain();
        } else {
            underWay = false;
            action.run();
        }
    }
}
