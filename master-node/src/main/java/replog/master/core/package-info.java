/** What the master decides. Plain Java without sockets, threads or clock, called by one thread, the core loop. */
@NullMarked
package replog.master.core;

import org.jspecify.annotations.NullMarked;
