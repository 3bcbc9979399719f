package replog.secondary;

import replog.node.cli.NodeOptions;

/**
 * What a secondary was told on its command line or by its environment. Ranges and defaults are those of
 * {@link SecondaryMain}.
 *
 * @param node what every node is told
 * @param masterIp address or host name of the master
 * @param masterCommPort the master's port for secondaries
 * @param reconnectMs the pause before the next attempt to connect, in milliseconds
 */
public record SecondaryOptions(NodeOptions node, String masterIp, int masterCommPort, int reconnectMs) {}
