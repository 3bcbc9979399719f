package replog.bench;

/**
 * What came of a trial.
 *
 * @param figure what was measured, with its unit
 * @param comparedTo what it has to be seen beside, measured in the same run; empty where it stands for itself
 */
record Finding(String figure, String comparedTo) {}
