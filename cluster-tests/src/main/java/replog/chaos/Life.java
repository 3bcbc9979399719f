package replog.chaos;

/**
 * One process of a node.
 *
 * @param nodeId what it says it is; a node that keeps its list on disk is the same one in each of its lives
 * @param number which of the node's processes it is, from 1
 */
record Life(String nodeId, int number) {}
