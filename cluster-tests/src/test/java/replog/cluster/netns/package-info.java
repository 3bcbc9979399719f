/** Nodes on hosts of their own, made of network namespaces, and what happens to the network between them. */
@NullMarked
package replog.cluster.netns;

import org.jspecify.annotations.NullMarked;
