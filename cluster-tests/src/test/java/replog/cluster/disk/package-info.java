/** Nodes that keep their logs on real disks: restarts, damage, disks that fail, and loss of power. */
@NullMarked
package replog.cluster.disk;

import org.jspecify.annotations.NullMarked;
