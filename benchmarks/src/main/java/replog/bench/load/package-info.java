/** Clients that ask as fast as they are answered, or at a fixed rate, and measure how long each answer takes. */
@NullMarked
package replog.bench.load;

import org.jspecify.annotations.NullMarked;
