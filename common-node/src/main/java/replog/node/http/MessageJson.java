package replog.node.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import replog.proto.message.Bytes;
import replog.proto.message.LogMessage;
import replog.proto.message.RecordCursor;

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
        Bytes text = message.text();
        return write(out, message.id(), text.array(), text.offset(), text.length(), written);
    }

    /** The same of the record at which the cursor is, of which no message is made: a list has many. */
    static int write(JsonBytes out, RecordCursor record, int written) {
        return write(out, record.id(), record.source(), record.textAt(), record.textLength(), written);
    }

    private static int write(JsonBytes out, long id, byte[] source, int textAt, int textLength, int written) {
        if (written == 0) {
            out.write(ID);
            out.writeNumber(id);
            out.write(MESSAGE);
        }
        int end = Math.min(textLength, written + PIECE_BYTES);
        out.writeEscaped(source, textAt + written, textAt + end);
        if (end == textLength) {
            out.write(END);
        }
        return end;
    }
}
