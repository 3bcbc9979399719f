/** What the secondary decides. Plain Java without sockets, threads or clock, called by one thread, the core loop. */
@NullMarked
package replog.secondary.core;

import org.jspecify.annotations.NullMarked;
