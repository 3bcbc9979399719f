/** Tests of a secondary as a program. */
@NullMarked
package replog.secondary;

import org.jspecify.annotations.NullMarked;
