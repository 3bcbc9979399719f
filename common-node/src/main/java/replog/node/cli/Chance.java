package replog.node.cli;

import java.util.SplittableRandom;
import replog.proto.core.Jitter;
import replog.proto.core.SendDelay;

/** A node's source of chance, other in every process. Core loop only. */
public final class Chance implements Jitter {

    private final SplittableRandom random = new SplittableRandom();

    @Override
    public long between(long low, long high) {
        return random.nextLong(low, high + 1);
    }

    /** Delays evenly spread over the range. */
    public SendDelay delayIn(DelayRange range) {
        return range.isOn() ? () -> between(range.minMs(), range.maxMs()) : SendDelay.NONE;
    }
}
