/** The list of messages that a node holds. */
@NullMarked
package replog.node.log;

import org.jspecify.annotations.NullMarked;
