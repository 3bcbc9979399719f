package replog.proto.core;

/** Growing pauses between the resends to a node that does not answer: doubling, with jitter, up to a limit. */
final class Backoff {

    /** The longest pause, in milliseconds. */
    static final long MAX_PAUSE_MS = 30_000;

    private final Jitter jitter;
    private final long firstPauseMs;
    private long pauseMs;

    /** The first pause is {@code firstPauseMs} at most. */
    Backoff(Jitter jitter, long firstPauseMs) {
        this.jitter = jitter;
        this.firstPauseMs = Math.min(firstPauseMs, MAX_PAUSE_MS);
        this.pauseMs = this.firstPauseMs;
    }

    /** The next pause in milliseconds: between half and all of its nominal length, so that nodes do not act in step. */
    long nextMs() {
        long nominalMs = pauseMs;
        pauseMs = Math.min(2 * pauseMs, MAX_PAUSE_MS);
        return jitter.between(nominalMs / 2, nominalMs);
    }

    void reset() {
        pauseMs = firstPauseMs;
    }
}
