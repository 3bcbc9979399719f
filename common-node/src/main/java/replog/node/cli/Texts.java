package replog.node.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import replog.proto.message.Escaped;
import replog.proto.message.Protocol;

/** Reads the options that are texts. */
public final class Texts {

    /** How much of a wrong value an error shows, in characters. */
    static final int MAX_SHOWN_CHARS = 100;

    private Texts() {}

    /** A node's friendly name. */
    public static final class Name implements ITypeConverter<String> {
        @Override
        public String convert(String text) {
            if (Protocol.isFriendlyName(text)) {
                return text;
            }
            throw new TypeConversionException("'" + Escaped.cut(text, MAX_SHOWN_CHARS) + "' is not a name of 1 to "
                    + Protocol.MAX_NAME_CHARS + " letters, digits, dots, hyphens and underscores");
        }
    }

    /** An address or a host name; whether there is such a host shows when it is used. */
    public static final class Host implements ITypeConverter<String> {

        private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_.:%-]{1,253}");

        @Override
        public String convert(String text) {
            if (FORM.matcher(text).matches()) {
                return text;
            }
            throw new TypeConversionException(
                    "'" + Escaped.cut(text, MAX_SHOWN_CHARS) + "' is neither an address nor a host name");
        }
    }

    /** A directory; whether it can be used shows when it is. */
    public static final class Directory implements ITypeConverter<Path> {
        @Override
        public Path convert(String text) {
            try {
                if (!text.isBlank()) {
                    return Path.of(text);
                }
            } catch (InvalidPathException e) {
                throw new TypeConversionException("'" + Escaped.cut(text, MAX_SHOWN_CHARS)
                        + "' is not the path of a directory: " + e.getReason());
            }
            throw new TypeConversionException("'' is not the path of a directory");
        }
    }
}
