package replog.node.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import replog.proto.message.Escaped;

/**
 * How long the artificial delay before a request may be, in milliseconds; both ends included.
 *
 * @param minMs from 0
 * @param maxMs from {@code minMs} to {@value #LIMIT_MS}
 */
public record DelayRange(int minMs, int maxMs) {

    /** The longest delay that can be asked for, in milliseconds. */
    public static final int LIMIT_MS = 60_000;

    public DelayRange {
        if (minMs < 0 || minMs > maxMs || maxMs > LIMIT_MS) {
            throw new IllegalArgumentException(minMs + "-" + maxMs);
        }
    }

    /** Whether there is any delay at all. */
    public boolean isOn() {
        return maxMs > 0;
    }

    /** As it is written on the command line. */
    @Override
    public String toString() {
        return minMs == maxMs ? Integer.toString(minMs) : minMs + "-" + maxMs;
    }

    /** Reads {@code N} or {@code A-B}. */
    static final class Converter implements ITypeConverter<DelayRange> {

        private static final Pattern FORM = Pattern.compile("([0-9]{1,6})(?:-([0-9]{1,6}))?");

        @Override
        public DelayRange convert(String text) {
            Matcher matcher = FORM.matcher(text);
            if (matcher.matches()) {
                int min = Integer.parseInt(matcher.group(1));
                int max = matcher.group(2) == null ? min : Integer.parseInt(matcher.group(2));
                if (min <= max && max <= LIMIT_MS) {
                    return new DelayRange(min, max);
                }
            }
            throw new TypeConversionException("'" + Escaped.cut(text, Texts.MAX_SHOWN_CHARS)
                    + "' is neither N nor A-B with 0 <= A <= B <= " + LIMIT_MS);
        }
    }
}
