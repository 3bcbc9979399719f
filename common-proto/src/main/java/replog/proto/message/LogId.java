package replog.proto.message;

import java.util.UUID;

/** Tells one log from every other: random, made with an empty log. A node never mixes two. */
public record LogId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
