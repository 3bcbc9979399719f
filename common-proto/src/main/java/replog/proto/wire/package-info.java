/** Frames as bytes and back. {@code docs/PROTOCOL.md} gives every byte. */
@NullMarked
package replog.proto.wire;

import org.jspecify.annotations.NullMarked;
