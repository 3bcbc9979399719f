/** Real nodes under every kind of fault that a process or a network has, one by one, with clients at work meanwhile. */
@NullMarked
package replog.cluster.fault;

import org.jspecify.annotations.NullMarked;
