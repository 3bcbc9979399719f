package replog.node.http;

import io.netty.util.AsciiString;
import java.util.Optional;

/** In which form a list of messages is sent. */
@SuppressWarnings("ImmutableEnumChecker") // An AsciiString is as immutable as a String, though it does not say so.
enum ListFormat {
    /** One JSON array. */
    ARRAY(HttpAnswer.JSON, "[", ",", "", "]"),
    /** One JSON object a line. */
    LINES(AsciiString.cached("application/x-ndjson"), "", "", "\n", "");

    private final AsciiString contentType;
    private final String start;
    private final String between;
    private final String afterEach;
    private final String end;

    ListFormat(AsciiString contentType, String start, String between, String afterEach, String end) {
        this.contentType = contentType;
        this.start = start;
        this.between = between;
        this.afterEach = afterEach;
        this.end = end;
    }

    /**
     * The form that a client wants: lines only where it names them, and likes them no less than an array.
     *
     * @param accept the client's field {@code Accept} (RFC 9110, 12.5.1), all of its lines joined by commas
     */
    static ListFormat wantedBy(String accept) {
        Optional<Double> lines = quality(accept, LINES.contentType);
        Optional<Double> array = quality(accept, ARRAY.contentType);
        return lines.isPresent() && lines.get() > 0 && lines.get() >= array.orElse(0.0) ? LINES : ARRAY;
    }

    AsciiString contentType() {
        return contentType;
    }

    String start() {
        return start;
    }

    String between() {
        return between;
    }

    String afterEach() {
        return afterEach;
    }

    String end() {
        return end;
    }

    /** How much this type is liked, from 0 to 1; none where it is not named. */
    private static Optional<Double> quality(String accept, AsciiString type) {
        for (String range : accept.split(",", -1)) {
            String[] parts = range.split(";", -1);
            if (type.contentEqualsIgnoreCase(parts[0].strip())) {
                double quality = 1;
                for (int i = 1; i < parts.length; i++) {
                    String parameter = parts[i].strip();
                    if (parameter.matches("[qQ]=(0(\\.[0-9]{0,3})?|1(\\.0{0,3})?)")) {
                        quality = Double.parseDouble(parameter.substring(2));
                    }
                }
                return Optional.of(quality);
            }
        }
        return Optional.empty();
    }
}
