/** Tests of the master as a program. */
@NullMarked
package replog.master;

import org.jspecify.annotations.NullMarked;
