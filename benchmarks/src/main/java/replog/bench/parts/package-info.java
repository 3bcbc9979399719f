/** The hot paths one by one, measured by JMH: {@code ./benchmark --parts}. Those that need it lie in the package of what they measure. */
@NullMarked
package replog.bench.parts;

import org.jspecify.annotations.NullMarked;
