package replog.chaos;

/** A secondary, and its way to the master. */
record ChaosSecondary(ChaosNode node, Link link) {}
