package replog.proto.sim;

import replog.proto.core.SendDelay;

/** Delays that a test has written down; after the last one there is none. */
public final class ScriptedSendDelay implements SendDelay {

    private final long[] delaysMs;
    private int next;

    public ScriptedSendDelay(long... delaysMs) {
        this.delaysMs = delaysMs.clone();
    }

    @Override
    public long nextMs() {
        return next < delaysMs.length ? delaysMs[next++] : 0;
    }
}
