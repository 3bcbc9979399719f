package replog.node.http;

import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** What the path and the query of a request say, by name. */
public final class Parameters {

    /** Of a request that gives none. */
    static final Parameters NONE = new Parameters(Map.of());

    private static final Pattern DIGITS = Pattern.compile("[0-9]+");

    private final Map<String, String> values;

    Parameters(Map<String, String> values) {
        this.values = Map.copyOf(values);
    }

    /**
     * The value of {@code name}, where it was given.
     *
     * @throws BadRequest where it is not an integer from 0 to 2^63-1
     */
    public OptionalLong wholeNumber(String name) throws BadRequest {
        String value = values.get(name);
        if (value == null) {
            return OptionalLong.empty();
        }
        try {
            if (DIGITS.matcher(value).matches()) {
                return OptionalLong.of(Long.parseLong(value));
            }
        } catch (NumberFormatException tooLarge) {
            // Refused like whatever else is not such a number.
        }
        throw BadRequest.ofField(name, "must be an integer from 0 to " + Long.MAX_VALUE);
    }
}
