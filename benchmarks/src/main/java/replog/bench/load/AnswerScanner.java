package replog.bench.load;

import io.netty.buffer.ByteBuf;
import io.netty.util.ByteProcessor;

/**
 * Finds the ends of answers in a stream of them, with as little work as can be: what a load generator takes of the
 * processor is missing to those whom it measures. It knows answers with a Content-Length, and nothing else.
 */
final class AnswerScanner {

    /** A head that is longer is none. */
    private static final int MAX_HEAD_BYTES = 8 << 10;

    private static final byte[] LENGTH = {'c', 'o', 'n', 't', 'e', 'n', 't', '-', 'l', 'e', 'n', 'g', 't', 'h', ':'};
    private static final int STATUS_AT = 9;
    private static final int LOWER_CASE = 0x20;

    private long bodyBytesLeft;
    private boolean inBody;
    private int status;

    /**
     * Takes the rest of one answer out of {@code in}, as far as it has come.
     *
     * @return the status of the answer, once it is whole; else 0
     * @throws IllegalStateException where this is no answer that the scanner knows
     */
    int next(ByteBuf in) {
        if (!inBody && !readHead(in)) {
            return 0;
        }
        long taken = Math.min(bodyBytesLeft, in.readableBytes());
        in.skipBytes((int) taken);
        bodyBytesLeft -= taken;
        if (bodyBytesLeft > 0) {
            return 0;
        }
        inBody = false;
        return status;
    }

    private boolean readHead(ByteBuf in) {
        int lineStart = in.readerIndex();
        long length = -1;
        while (true) {
            int lineEnd = in.forEachByte(lineStart, in.writerIndex() - lineStart, ByteProcessor.FIND_LF);
            if (lineEnd < 0) {
                if (in.readableBytes() > MAX_HEAD_BYTES) {
                    throw new IllegalStateException("no end of an answer's head within " + MAX_HEAD_BYTES + " bytes");
                }
                return false;
            }
            if (lineEnd - lineStart <= 1) {
                break;
            }
            if (isLength(in, lineStart, lineEnd)) {
                length = number(in, lineStart + LENGTH.length, lineEnd);
            }
            lineStart = lineEnd + 1;
        }
        status = (int) number(in, in.readerIndex() + STATUS_AT, in.readerIndex() + STATUS_AT + 3);
        if (length < 0 || status == 0) {
            throw new IllegalStateException("an answer of status " + status + " without Content-Length");
        }
        in.readerIndex(lineStart + (in.getByte(lineStart) == '\r' ? 2 : 1));
        bodyBytesLeft = length;
        inBody = true;
        return true;
    }

    private static boolean isLength(ByteBuf in, int start, int end) {
        if (end - start <= LENGTH.length) {
            return false;
        }
        for (int i = 0; i < LENGTH.length; i++) {
            byte b = in.getByte(start + i);
            if (b != LENGTH[i] && (b | LOWER_CASE) != LENGTH[i]) {
                return false;
            }
        }
        return true;
    }

    /** The digits between these two places as a number. */
    private static long number(ByteBuf in, int start, int end) {
        long number = 0;
        for (int i = start; i < end; i++) {
            byte b = in.getByte(i);
            if (b >= '0' && b <= '9') {
                number = 10 * number + b - '0';
            }
        }
        return number;
    }
}
