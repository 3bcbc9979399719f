package replog.node.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import replog.proto.message.Bytes;
import replog.proto.message.LogMessage;

/**
 * Writes messages as JSON, from the bytes of the list into those of the network: a text is UTF-8 at both ends, and never
 * becomes a string.
 */
final class MessageJson {

    private static final byte[] ID = "{\"id\":".getBytes(US_ASCII);
    private static final byte[] MESSAGE = ",\"message\":\"".getBytes(US_ASCII);
    private static final byte[] END = "\"}".getBytes(US_ASCII);

    /** So many bytes of a text are in one piece, which is up to six times as long. */
    static final int PIECE_BYTES = 8 << 10;

    private MessageJson() {}

    /**
     * Appends {@code {"id":…,"message":"…"}}, or the next piece of that: a long text is written in several.
     *
     * @param written how much of the text the pieces before had; 0 for the first
     * @return how much of it is written now; all of it with the last piece
     */
    static int write(JsonBytes out, LogMessage message, int written) {
        if (written == 0) {
            out.write(ID);
            out.writeNumber(message.id());
            out.write(MESSAGE);
        }
        Bytes text = message.text();
        int end = Math.min(text.length(), written + PIECE_BYTES);
        out.writeEscaped(text.array(), text.offset() + written, text.offset() + end);
        if (end == text.length()) {
            out.write(END);
        }
        return end;
    }
}
