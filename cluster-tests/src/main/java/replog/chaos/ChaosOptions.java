package replog.chaos;

import java.nio.file.Path;

/**
 * What a run is to be.
 *
 * @param faultsMs for how long things are broken, in milliseconds
 * @param seed what all chance of the run comes from
 * @param secondaries how many there are
 * @param disks whether the nodes keep their lists on disk
 * @param history the file for the history
 * @param folder for what the nodes print, and keep
 */
record ChaosOptions(long faultsMs, long seed, int secondaries, boolean disks, Path history, Path folder) {}
