package replog.history;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An event as one line of JSON, and back. {@code docs/HISTORY.md} describes the lines. */
public final class HistoryFormat {

    /** Name and version of the format. */
    public static final String NAME = "replog-history/1";

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(tools.jackson.databind.DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private HistoryFormat() {}

    /** The event as a line, without its end. */
    public static String write(HistoryEvent event) {
        return MAPPER.writeValueAsString(event);
    }

    /**
     * The event that a line is.
     *
     * @throws IllegalArgumentException where it is none of this format, with a reason for a person
     */
    public static HistoryEvent read(String line) {
        try {
            JsonNode json = MAPPER.readTree(line);
            if (!json.isObject()) { // It would be mapped to null without a complaint.
                throw new IllegalArgumentException("not a line of " + NAME + ": no object");
            }
            if (!json.has("format")) {
                return MAPPER.treeToValue(json, HistoryEvent.class);
            }
            if (!json.get("format").asString().equals(NAME)) {
                throw new IllegalArgumentException(
                        "format " + json.get("format").asString() + ", not " + NAME);
            }
            return MAPPER.treeToValue(json, HistoryEvent.Start.class);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("not a line of " + NAME + ": " + e.getOriginalMessage(), e);
        }
    }
}
