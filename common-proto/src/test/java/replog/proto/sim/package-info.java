/** Time, links and delays for tests: nothing happens but what a test lets happen. */
@NullMarked
package replog.proto.sim;

import org.jspecify.annotations.NullMarked;
