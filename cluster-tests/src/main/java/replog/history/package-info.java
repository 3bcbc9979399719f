/** What happened to a cluster, event by event: {@code replog-history/1}, described in {@code docs/HISTORY.md}. */
@NullMarked
package replog.history;

import org.jspecify.annotations.NullMarked;
