package replog.node.cli;

import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import replog.proto.message.Escaped;
import replog.proto.message.Protocol;

/** Reads a whole number within limits, or says what the limits are. One subclass for each kind of number. */
public abstract class NumberIn implements ITypeConverter<Integer> {

    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,10}");

    private final int min;
    private final int max;

    private NumberIn(int min, int max) {
        this.min = min;
        this.max = max;
    }

    @Override
    public final Integer convert(String text) {
        if (DIGITS.matcher(text).matches()) {
            long value = Long.parseLong(text);
            if (value >= min && value <= max) {
                return (int) value;
            }
        }
        throw new TypeConversionException(
                "'" + Escaped.cut(text, Texts.MAX_SHOWN_CHARS) + "' is not a whole number from " + min + " to " + max);
    }

    /** A port, of this node or of another. */
    public static final class Port extends NumberIn {
        public Port() {
            super(1, 65535);
        }
    }

    /** A number of event loops. */
    public static final class Workers extends NumberIn {
        public Workers() {
            super(1, 256);
        }
    }

    /** A time in milliseconds, up to an hour. */
    public static final class Millis extends NumberIn {
        public Millis() {
            super(1, 3_600_000);
        }
    }

    /** The size of a message, in bytes. */
    public static final class MessageBytes extends NumberIn {
        public MessageBytes() {
            super(1, Protocol.MAX_MESSAGE_BYTES_LIMIT);
        }
    }

    /** The size of a request's body, in bytes, up to 256 MiB. */
    public static final class BodyBytes extends NumberIn {
        public BodyBytes() {
            super(1, 256 << 20);
        }
    }

    /** The size of a segment of the log, in bytes, up to 1 GiB. */
    public static final class SegmentBytes extends NumberIn {
        public SegmentBytes() {
            super(4096, 1 << 30);
        }
    }

    /** A number of nodes. */
    public static final class Nodes extends NumberIn {
        public Nodes() {
            super(1, Integer.MAX_VALUE);
        }
    }

    /** A number of clients that wait. */
    public static final class Waiting extends NumberIn {
        public Waiting() {
            super(0, 10_000_000);
        }
    }
}
