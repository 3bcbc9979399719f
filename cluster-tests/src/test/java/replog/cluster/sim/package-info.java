/** The whole cluster in virtual time: the real cores of master and secondaries, on simulated connections. */
@NullMarked
package replog.cluster.sim;

import org.jspecify.annotations.NullMarked;
