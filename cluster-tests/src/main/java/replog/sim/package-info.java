/**
 * The whole cluster in virtual time: the real cores of master and secondaries and the real codec, on one thread, with
 * every fault that the network, the processes and the clients can come up with. The seed decides everything.
 */
@NullMarked
package replog.sim;

import org.jspecify.annotations.NullMarked;
