/** Where the master meets the network: Netty, sockets and HTTP. */
@NullMarked
package replog.master.net;

import org.jspecify.annotations.NullMarked;
