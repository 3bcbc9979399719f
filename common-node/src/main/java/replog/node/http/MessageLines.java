package replog.node.http;

import java.io.IOException;
import java.io.OutputStream;
import replog.proto.message.LogMessage;

/** Writes messages to a stream, one a line, each as in the list that clients get. */
public final class MessageLines {

    private final OutputStream out;
    private final JsonBytes piece = new JsonBytes();

    public MessageLines(OutputStream out) {
        this.out = out;
    }

    /** Writes the message, piece by piece, so that a long text takes little memory. */
    public void write(LogMessage message) throws IOException {
        int written = 0;
        do {
            piece.clear();
            written = MessageJson.write(piece, message, written);
            out.write(piece.array(), 0, piece.length());
        } while (written < message.text().length());
        out.write('\n');
    }
}
