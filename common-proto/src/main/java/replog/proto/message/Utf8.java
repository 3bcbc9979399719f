package replog.proto.message;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;

/** What is UTF-8 and what is not, strictly. A string made of the bytes would not tell: it quietly replaces what is wrong. */
public final class Utf8 {

    private static final int CHECKED_AT_ONCE_CHARS = 1 << 10;

    /** Eight bytes at a time, in whatever order; and the bits of them that no ASCII has. */
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private static final long NO_ASCII = 0x8080_8080_8080_8080L;

    private Utf8() {}

    /** Where in {@code text} the first bytes are that are not UTF-8, if there are any. */
    public static OptionalInt firstFault(Bytes text) {
        int end = text.offset() + text.length();
        int start = endOfAscii(text.array(), text.offset(), end);
        if (start == end) {
            return OptionalInt.empty();
        }
        ByteBuffer bytes = ByteBuffer.wrap(text.array(), start, end - start);
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        CharBuffer chars = CharBuffer.allocate(Math.min(end - start + 1, CHECKED_AT_ONCE_CHARS));
        CoderResult result;
        do {
            chars.clear();
            result = decoder.decode(bytes, chars, true);
        } while (result.isOverflow());
        return result.isError() ? OptionalInt.of(bytes.position() - text.offset()) : OptionalInt.empty();
    }

    /** Whether {@code text} has half of a surrogate pair without the other half, which no UTF-8 can express. */
    public static boolean hasUnpairedSurrogate(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                boolean isPair = i + 1 < text.length() && Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1));
                if (!isPair) {
                    return true;
                }
                i++;
            }
        }
        return false;
    }

    private static int endOfAscii(byte[] bytes, int start, int end) {
        int i = start;
        while (end - i >= Long.BYTES && ((long) LONGS.get(bytes, i) & NO_ASCII) == 0) {
            i += Long.BYTES;
        }
        while (i < end && bytes[i] >= 0) {
            i++;
        }
        return i;
    }
}
