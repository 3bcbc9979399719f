package replog.proto.wire;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import replog.proto.message.Bytes;

/** Tells UTF-8 from other bytes. A string made of the bytes would not: it quietly replaces what is wrong. */
final class Utf8 {

    private static final int SCRATCH_CHARS = 1024;

    private Utf8() {}

    static boolean isWellFormed(Bytes bytes) {
        return isAscii(bytes) || isDecodable(bytes);
    }

    private static boolean isAscii(Bytes bytes) {
        byte[] array = bytes.array();
        int end = bytes.offset() + bytes.length();
        for (int i = bytes.offset(); i < end; i++) {
            if (array[i] < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDecodable(Bytes bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes.array(), bytes.offset(), bytes.length());
        CharBuffer scratch = CharBuffer.allocate(Math.min(bytes.length(), SCRATCH_CHARS));
        CoderResult result;
        do {
            scratch.clear();
            result = decoder.decode(in, scratch, true);
        } while (result.isOverflow());
        return !result.isError();
    }
}
