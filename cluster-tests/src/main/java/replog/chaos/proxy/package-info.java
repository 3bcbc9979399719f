/** A TCP proxy on 127.0.0.1 that does to connections what bad networks do. */
@NullMarked
package replog.chaos.proxy;

import org.jspecify.annotations.NullMarked;
