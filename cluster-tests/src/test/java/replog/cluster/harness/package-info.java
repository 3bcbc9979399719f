/** What the tests of real processes and containers stand on: nodes as processes, clients, raw connections, waiting. */
@NullMarked
package replog.cluster.harness;

import org.jspecify.annotations.NullMarked;
