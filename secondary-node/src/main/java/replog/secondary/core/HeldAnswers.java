package replog.secondary.core;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Answers of one connection that are due when the list holds what they tell of: one for each message, whatever was sent
 * twice meanwhile. Core loop only.
 */
final class HeldAnswers {

    private record Due(long firstGap, Runnable answer) {}

    private final Map<Long, Due> byMessageId = new LinkedHashMap<>();

    /** {@code answer} is due when the first gap is {@code firstGap} or beyond. */
    void add(long messageId, long firstGap, Runnable answer) {
        byMessageId.putIfAbsent(messageId, new Due(firstGap, answer));
    }

    /** Gives the answers that are due. */
    void heldUpTo(long firstGap) {
        var due = byMessageId.values().iterator();
        while (due.hasNext()) {
            Due next = due.next();
            if (next.firstGap() > firstGap) {
                return;
            }
            due.remove();
            next.answer().run();
        }
    }
}
