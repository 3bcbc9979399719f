package replog.sim;

/**
 * Which nodes keep their list on a disk, and what the disks are like.
 *
 * @param ofMaster whether the master does
 * @param ofSecondaries whether all secondaries do
 * @param segmentBytes how long a segment gets, in bytes
 * @param maxWriteUs what a write with its sync takes at most, in microseconds
 */
record SimDisks(boolean ofMaster, boolean ofSecondaries, int segmentBytes, long maxWriteUs) {}
