/** The whole cluster as real processes on this machine. */
@NullMarked
package replog.cluster.process;

import org.jspecify.annotations.NullMarked;
