/**
 * How two nodes talk: requests, answers, time-outs and resends. Plain Java without sockets, threads or clock; time and
 * bytes come in through {@link replog.proto.core.Scheduler} and {@link replog.proto.core.Link}, so that the same code
 * runs in production and in simulation. All of it is called by one thread, the core loop.
 */
@NullMarked
package replog.proto.core;

import org.jspecify.annotations.NullMarked;
