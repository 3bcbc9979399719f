/** A core as it must not be, for the test of the rules. */
@NullMarked
package replog.cluster.house.core;

import org.jspecify.annotations.NullMarked;
