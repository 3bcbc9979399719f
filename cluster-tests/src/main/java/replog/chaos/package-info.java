/** Real nodes under random faults, and whether they keep their promises meanwhile. */
@NullMarked
package replog.chaos;

import org.jspecify.annotations.NullMarked;
