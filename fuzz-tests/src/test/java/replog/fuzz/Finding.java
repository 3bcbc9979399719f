package replog.fuzz;

import org.slf4j.helpers.MessageFormatter;

/** A broken promise, which the fuzzer reports together with the input that led to it. */
final class Finding extends AssertionError {

    private static final long serialVersionUID = 1;

    private Finding(String what) {
        super(what);
    }

    /** Throws where a promise does not hold, and says what holds instead; each <code>{}</code> is a fact. */
    static void unless(boolean holds, String instead, Object... facts) {
        if (!holds) {
            throw new Finding(MessageFormatter.basicArrayFormat(instead, facts));
        }
    }
}
