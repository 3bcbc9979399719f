package replog.proto.message;

import java.util.UUID;

/** Tells one node from every other, whatever their friendly names: of the process, or of its data directory. */
public record NodeId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
