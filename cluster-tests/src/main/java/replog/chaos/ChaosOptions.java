package replog.chaos;

import java.nio.file.Path;

/**
 * What a run is to be.
 *
 * @param faultsMs for how long things are broken, in milliseconds
 * @param seed what all chance of the run comes from
 * @param secondaries how many there are
 * @param history the file for the history
 * @param logs the folder for what the nodes print
 */
record ChaosOptions(long faultsMs, long seed, int secondaries, Path history, Path logs) {}
