/** A node as a program: options, log output, start, orderly stop and exit codes. */
@NullMarked
package replog.node.cli;

import org.jspecify.annotations.NullMarked;
