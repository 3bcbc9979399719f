package replog.node.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

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
    private final byte[] start;
    private final byte[] between;
    private final byte[] afterEach;
    private final byte[] end;

    ListFormat(AsciiString contentType, String start, String between, String afterEach, String end) {
        this.contentType = contentType;
        this.start = start.getBytes(US_ASCII);
        this.between = between.getBytes(US_ASCII);
        this.afterEach = afterEach.getBytes(US_ASCII);
        this.end = end.getBytes(US_ASCII);
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

    void writeStart(JsonBytes out) {
        out.write(start);
    }

    void writeBetween(JsonBytes out) {
        out.write(between);
    }

    void writeAfterEach(JsonBytes out) {
        out.write(afterEach);
    }

    void writeEnd(JsonBytes out) {
        out.write(end);
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
