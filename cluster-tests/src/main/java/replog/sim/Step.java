package replog.sim;

/**
 * One thing that a run does to its cluster.
 *
 * @param id no other step of the schedule has it; a step that is taken out leaves the others as they were
 * @param atMs when, in virtual milliseconds since the beginning
 * @param kind what
 * @param node at which node; {@link #EVERYWHERE} where the network to all secondaries is meant
 * @param forMs how long it lasts, in virtual milliseconds; 0 where that has no meaning
 * @param value how much of it, see {@link Kind}
 */
public record Step(int id, long atMs, Kind kind, String node, long forMs, long value) {

    /** All nodes. */
    public static final String EVERYWHERE = "all";

    /** What can be done; the network's ones are about the way between the node and its master. */
    public enum Kind {
        /** A client posts with write concern {@code value} and gives it {@code forMs}; 0 = as long as it takes. */
        POST,
        /** The same with several messages at once. */
        POST_MANY,
        /** The client of the POST or POST_MANY step {@code value} hangs up. */
        HANG_UP,
        /** A client reads all that the node shows from id {@code value} on. */
        READ,
        /** The node starts for the first time. */
        JOIN,
        /** A node starts that calls itself like the first secondary. */
        JOIN_TWIN,
        /** A node starts that holds {@code value} messages which no master has. */
        JOIN_STRAY,
        /** The node stops in good order; after {@code forMs} it starts again, at 0 it does not before the healing. */
        STOP,
        /** kill -9; after {@code forMs} it starts again. */
        KILL,
        /** The machine loses power: nobody is told; after {@code forMs} it starts again. */
        POWER_OFF,
        /** SIGSTOP, and SIGCONT after {@code forMs}. */
        PAUSE,
        /** Each task of the node takes {@code value} microseconds, for {@code forMs}. */
        SLOW,
        /** The node's clock goes on by {@code value} milliseconds without the node. */
        CLOCK_JUMP,
        /** All machines lose power at once; after {@code forMs} they start again. */
        POWER_OFF_ALL,
        /** kill -9 of all at once; after {@code forMs} they start again. */
        KILL_ALL,
        /**
         * The next sync of the node's disk fails; after {@code forMs} the disk works, and the node starts again if it has
         * failed. Where {@code value} is 1, the machine loses its power before in any case.
         */
        FAIL_SYNC,
        /** There is room for {@code value} bytes more, for {@code forMs}; then the node starts again if it has failed. */
        FILL_DISK,
        /** Each write to the disk takes {@code value} milliseconds more, for {@code forMs}. */
        SLOW_DISK,
        /** A bit turns over in a segment or an index of a secondary; it is killed, and starts again after {@code forMs}, unless that is 0. */
        FLIP_BIT,
        /** The secondary comes to its end and its disk too; after {@code forMs} it starts again with an empty one. */
        LOSE_DISK,
        /** The connection is reset. */
        RESET,
        /** Nothing arrives in either direction, nobody is told, no connection comes about, for {@code forMs}. */
        PARTITION,
        /** Nothing arrives at the master. */
        PARTITION_TO_MASTER,
        /** Nothing arrives at the secondary. */
        PARTITION_TO_SECONDARY,
        /** {@code value} of a hundred frames are lost, for {@code forMs}. */
        LOSE,
        /** {@code value} of a hundred frames come twice. */
        DUPLICATE,
        /** {@code value} of a hundred frames come up to two seconds later than their successors. */
        REORDER,
        /** {@code value} of a hundred frames come with a flipped bit. */
        CORRUPT,
        /** Everything takes {@code value} milliseconds longer. */
        DELAY,
        /** {@code value} bytes come through in a millisecond, no more. */
        SLOW_LINK
    }
}
