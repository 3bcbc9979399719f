/** The promises as checkers of histories, simulated or real. */
@NullMarked
package replog.check;

import org.jspecify.annotations.NullMarked;
