/** What two nodes say to each other, as records only. */
@NullMarked
package replog.proto.message;

import org.jspecify.annotations.NullMarked;
