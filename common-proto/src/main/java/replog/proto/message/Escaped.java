package replog.proto.message;

/** Makes foreign text safe to print: one line, no control characters, no end that nobody waits for. */
public final class Escaped {

    private Escaped() {}

    /** At most {@code maxChars} characters of {@code text}, escaped; a cut shows as {@code …}. */
    public static String cut(String text, int maxChars) {
        return text.length() <= maxChars ? controls(text) : controls(text.substring(0, maxChars)) + "…";
    }

    /** The text with each control, format, separator and unpaired surrogate character as {@code \\uXXXX}. */
    public static String controls(String text) {
        StringBuilder escaped = null;
        for (int i = 0; i < text.length(); ) {
            int codePoint = text.codePointAt(i);
            int next = i + Character.charCount(codePoint);
            if (isUnsafe(codePoint)) {
                if (escaped == null) {
                    escaped = new StringBuilder(text.length() + 16).append(text, 0, i);
                }
                for (int j = i; j < next; j++) {
                    escaped.append(String.format("\\u%04x", (int) text.charAt(j)));
                }
            } else if (escaped != null) {
                escaped.appendCodePoint(codePoint);
            }
            i = next;
        }
        return escaped == null ? text : escaped.toString();
    }

    private static boolean isUnsafe(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> true;
            default -> false;
        };
    }
}
