/** Where the core meets Netty: its loop, its connections. */
@NullMarked
package replog.proto.net;

import org.jspecify.annotations.NullMarked;
