/** Tests that hold the shape of the house: what may know what. */
@NullMarked
package replog.cluster.house;

import org.jspecify.annotations.NullMarked;
