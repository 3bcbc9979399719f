/** What two nodes say to each other, and the form of a message in their logs. Values only. */
@NullMarked
package replog.proto.message;

import org.jspecify.annotations.NullMarked;
