/**
 * Targets for a coverage-guided fuzzer: each turns any bytes into a story, plays it to the real code, and throws where a
 * promise is broken. {@code ./fuzz} searches for such bytes; {@code CorpusTest} replays those that were worth keeping.
 */
@NullMarked
package replog.fuzz;

import org.jspecify.annotations.NullMarked;
