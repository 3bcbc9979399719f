package replog.node.http;

import io.netty.util.internal.StringUtil;
import replog.proto.message.Bytes;
import replog.proto.message.Escaped;
import replog.proto.message.Utf8;

/** The escapes of a URI, strictly: an escape that is none, or bytes that are not UTF-8, are refused. */
final class PercentEncoding {

    private static final int MAX_SHOWN_CHARS = 100;

    private PercentEncoding() {}

    /** A part of the path. */
    static String decodePath(String encoded) throws BadRequest {
        return decode(encoded, false);
    }

    /** A name or value of the query, where a plus is a space. */
    static String decodeQuery(String encoded) throws BadRequest {
        return decode(encoded, true);
    }

    private static String decode(String encoded, boolean plusIsSpace) throws BadRequest {
        byte[] decoded = new byte[encoded.length()];
        int length = 0;
        for (int i = 0; i < encoded.length(); i++) {
            char c = encoded.charAt(i);
            if (c == '%') {
                int high = i + 2 < encoded.length() ? StringUtil.decodeHexNibble(encoded.charAt(i + 1)) : -1;
                int low = high < 0 ? -1 : StringUtil.decodeHexNibble(encoded.charAt(i + 2));
                if (low < 0) {
                    throw fault("a % without two hexadecimal digits", encoded);
                }
                decoded[length++] = (byte) (high << 4 | low);
                i += 2;
            } else if (c <= ' ' || c >= 0x7f || c == '#') {
                throw fault("a character that must be percent-encoded", encoded);
            } else {
                decoded[length++] = (byte) (c == '+' && plusIsSpace ? ' ' : c);
            }
        }
        Bytes bytes = Bytes.of(decoded, 0, length);
        if (Utf8.firstFault(bytes).isPresent()) {
            throw fault("percent-encoded bytes that are not UTF-8", encoded);
        }
        return bytes.utf8();
    }

    private static BadRequest fault(String what, String encoded) {
        return BadRequest.because("the request target has " + what + ": " + Escaped.cut(encoded, MAX_SHOWN_CHARS));
    }
}
