/** Where the secondary meets the network: Netty, sockets and HTTP. */
@NullMarked
package replog.secondary.net;

import org.jspecify.annotations.NullMarked;
