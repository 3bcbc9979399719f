/** Tests of a node's disk, on real directories. */
@NullMarked
package replog.node.disk;

import org.jspecify.annotations.NullMarked;
