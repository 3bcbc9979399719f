package replog.chaos;

import java.util.SplittableRandom;
import replog.chaos.proxy.Direction;
import replog.chaos.proxy.FaultProxy;
import replog.chaos.proxy.Faults;

/** What a network does to the connections of one secondary, until the link is mended. */
enum NetworkFault {
    DELAY,
    REORDER,
    CUT,
    RESET,
    SILENCE,
    SILENCE_TO_MASTER,
    SILENCE_TO_SECONDARY,
    REFUSE,
    SPLIT,
    MERGE,
    CORRUPT,
    THROTTLE;

    private static final int MAX_HOLD_MS = 600;
    private static final int MERGE_MS = 200;
    private static final int MAX_PIECE_BYTES = 8;
    private static final int MAX_MERGED_BYTES = 10_000;
    private static final int MAX_FLIPS = 4;
    private static final int MIN_BYTES_PER_SECOND = 200;
    private static final int MAX_BYTES_PER_SECOND = 5000;

    void begin(Link link, SplittableRandom random) {
        FaultProxy proxy = link.proxy();
        Faults none = Faults.NONE;
        switch (this) {
            case DELAY -> proxy.apply(none.delayed(0, random.nextInt(1, MAX_HOLD_MS)));
            case REORDER -> proxy.apply(none.reordered(0, random.nextInt(1, MAX_HOLD_MS)));
            case CUT -> proxy.cutAll();
            case RESET -> proxy.resetAll();
            case SILENCE -> proxy.apply(none.silenced());
            case SILENCE_TO_MASTER -> proxy.apply(Direction.TO_MASTER, none.silenced());
            case SILENCE_TO_SECONDARY -> proxy.apply(Direction.TO_SECONDARY, none.silenced());
            case REFUSE -> {
                link.refuse();
                proxy.resetAll();
            }
            case SPLIT -> proxy.apply(none.split(random.nextInt(1, MAX_PIECE_BYTES)));
            case MERGE -> proxy.apply(none.merged(random.nextInt(1, MAX_MERGED_BYTES), MERGE_MS));
            case CORRUPT -> {
                proxy.corruptNext(Direction.TO_MASTER, random.nextInt(1, MAX_FLIPS));
                proxy.corruptNext(Direction.TO_SECONDARY, random.nextInt(1, MAX_FLIPS));
            }
            case THROTTLE -> proxy.apply(none.throttled(random.nextInt(MIN_BYTES_PER_SECOND, MAX_BYTES_PER_SECOND)));
        }
    }
}
