/** Holds the answers of nodes against {@code docs/openapi.yaml}, and that file against the rules for such files. */
@NullMarked
package replog.cluster.openapi;

import org.jspecify.annotations.NullMarked;
