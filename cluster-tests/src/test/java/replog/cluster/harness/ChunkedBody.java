package replog.cluster.harness;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** The body of an answer that comes in chunks, read as slowly or as fast as one likes. */
public final class ChunkedBody extends InputStream {

    private final InputStream in;
    private int left;
    private boolean ended;

    /** Skips the head of the answer, which {@code in} begins with. */
    public ChunkedBody(InputStream in) throws IOException {
        this.in = in;
        String line = AnswerReader.line(in);
        boolean chunked = false;
        while (!line.isEmpty()) {
            chunked |= line.equalsIgnoreCase("transfer-encoding: chunked");
            line = AnswerReader.line(in);
        }
        if (!chunked) {
            throw new IOException("the answer does not come in chunks");
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (left == 0 && !nextChunk()) {
            return -1;
        }
        int read = in.read(target, offset, Math.min(length, left));
        if (read < 0) {
            throw new EOFException("the answer ends in the middle of a chunk");
        }
        left -= read;
        if (left == 0) {
            AnswerReader.line(in);
        }
        return read;
    }

    private boolean nextChunk() throws IOException {
        if (!ended) {
            left = Integer.parseInt(AnswerReader.line(in), 16);
            ended = left == 0;
        }
        return !ended;
    }
}
