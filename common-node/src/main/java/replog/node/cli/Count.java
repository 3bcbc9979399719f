package replog.node.cli;

import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import replog.proto.message.Escaped;

/** Reads how many messages, or the id of one: a whole number of up to 18 digits. */
public final class Count implements ITypeConverter<Long> {

    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,18}");

    @Override
    public Long convert(String text) {
        if (DIGITS.matcher(text).matches()) {
            return Long.parseLong(text);
        }
        throw new TypeConversionException(
                "'" + Escaped.cut(text, Texts.MAX_SHOWN_CHARS) + "' is not a whole number from 0 on");
    }
}
