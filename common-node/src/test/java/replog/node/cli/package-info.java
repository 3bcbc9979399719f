/** Tests of a node as a program. */
@NullMarked
package replog.node.cli;

import org.jspecify.annotations.NullMarked;
