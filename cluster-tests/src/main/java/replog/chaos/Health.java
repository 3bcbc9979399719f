package replog.chaos;

import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a node says of itself.
 *
 * @param nodeId another in each life of a node
 * @param logId the log that its messages belong to; null where it has met no master yet
 * @param firstGap it shows all messages before this id
 * @param secondaries what a master believes of its secondaries
 */
record Health(String nodeId, @Nullable String logId, long firstGap, List<Secondary> secondaries) {

    /** What the master believes of a secondary. */
    record Secondary(String name, String nodeId, String state, boolean connected, long firstGap) {}

    static Health of(JsonNode json) {
        return new Health(
                json.path("nodeId").asString(),
                json.has("logId") ? json.path("logId").asString() : null,
                json.path("firstGap").asLong(),
                StreamSupport.stream(json.path("secondaries").spliterator(), false)
                        .map(Health::secondary)
                        .toList());
    }

    private static Secondary secondary(JsonNode json) {
        return new Secondary(
                json.path("name").asString(),
                json.path("nodeId").asString(),
                json.path("state").asString(),
                json.path("connected").asBoolean(),
                json.path("firstGap").asLong());
    }
}
