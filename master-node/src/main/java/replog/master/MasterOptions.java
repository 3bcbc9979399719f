package replog.master;

import java.util.OptionalInt;
import replog.node.cli.NodeOptions;

/**
 * What a master was told on its command line or by its environment. Ranges and defaults are those of {@link MasterMain}.
 *
 * @param node what every node is told
 * @param commPort the port for secondaries
 * @param commWorkers how many event loops serve them
 * @param heartbeatMs the pause between two pings of one, in milliseconds
 * @param quorum how many nodes, the master among them, must be there for a message to be taken; none = any number
 * @param maxWaiting how many clients may wait for their write concern
 */
public record MasterOptions(
        NodeOptions node, int commPort, int commWorkers, int heartbeatMs, OptionalInt quorum, int maxWaiting) {}
