/** How fast the cluster is, and how close to what the wire allows. */
@NullMarked
package replog.bench;

import org.jspecify.annotations.NullMarked;
