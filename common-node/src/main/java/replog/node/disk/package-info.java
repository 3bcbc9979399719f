/** The disk as the operating system has it, for the log of {@code replog.node.log}. */
@NullMarked
package replog.node.disk;

import org.jspecify.annotations.NullMarked;
