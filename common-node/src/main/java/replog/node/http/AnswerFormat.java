package replog.node.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.AsciiString;
import java.nio.charset.StandardCharsets;

/**
 * Answers as HTTP/1.1 writes them (RFC 9112), straight into bytes: what most answers begin with is made once a second. Names
 * and values of header fields are the server's own, so that none has to be looked through. Any thread.
 */
final class AnswerFormat {

    private static final ByteBuf CONTINUE = shared("HTTP/1.1 100 Continue\r\n\r\n");
    private static final ByteBuf LAST_CHUNK = shared("0\r\n\r\n");
    private static final int LINE_END = '\r' << 8 | '\n';

    /** Status, type and date, and the lines that tell them. */
    private record Beginning(HttpResponseStatus status, AsciiString contentType, String date, AsciiString lines) {

        boolean isOf(HttpAnswer answer, String now) {
            return status.equals(answer.status()) && contentType.equals(answer.contentType()) && date.equals(now);
        }
    }

    // Two threads that make another one at the same time replace each other's, and both are right.
    private static volatile Beginning latest = beginning(HttpAnswer.ok(json -> {}), "");

    private AnswerFormat() {}

    /** Says that the body may come; the caller gives it away. */
    static ByteBuf goOn() {
        return CONTINUE.duplicate();
    }

    /** Appends the status line and all fields but those that tell where the content ends. */
    static void writeHead(ByteBuf out, HttpAnswer answer) {
        String now = HttpDate.now();
        Beginning beginning = latest;
        if (!beginning.isOf(answer, now)) {
            beginning = beginning(answer, now);
            latest = beginning;
        }
        ByteBufUtil.writeAscii(out, beginning.lines());
        for (HttpAnswer.Header header : answer.headers()) {
            writeField(out, header.name(), header.value());
        }
    }

    /** Appends a field. */
    static void writeField(ByteBuf out, AsciiString name, CharSequence value) {
        ByteBufUtil.writeAscii(out, name);
        out.writeByte(':').writeByte(' ');
        ByteBufUtil.writeAscii(out, value);
        out.writeShort(LINE_END);
    }

    /** Appends the end of a head that such a content follows, or would follow if the client wanted it. */
    static void endHead(ByteBuf out, int contentBytes) {
        writeField(out, HttpHeaderNames.CONTENT_LENGTH, Integer.toString(contentBytes));
        endHead(out);
    }

    /** Appends the end of a head that chunks follow. */
    static void endHeadOfChunks(ByteBuf out) {
        writeField(out, HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
        endHead(out);
    }

    /** Appends the end of a head that tells nothing of the content, or nothing more. */
    static void endHead(ByteBuf out) {
        out.writeShort(LINE_END);
    }

    /** Appends what comes before the bytes of a chunk. */
    static void beginChunk(ByteBuf out, int bytes) {
        ByteBufUtil.writeAscii(out, Integer.toHexString(bytes));
        out.writeShort(LINE_END);
    }

    /** Appends what comes after the bytes of a chunk. */
    static void endChunk(ByteBuf out) {
        out.writeShort(LINE_END);
    }

    /** The chunk that says that no other follows; the caller gives it away. */
    static ByteBuf lastChunk() {
        return LAST_CHUNK.duplicate();
    }

    private static Beginning beginning(HttpAnswer answer, String date) {
        ByteBuf out = Unpooled.buffer();
        ByteBufUtil.writeAscii(out, "HTTP/1.1 " + answer.status());
        out.writeShort(LINE_END);
        writeField(out, HttpHeaderNames.CONTENT_TYPE, answer.contentType());
        writeField(out, HttpHeaderNames.DATE, date);
        return new Beginning(
                answer.status(), answer.contentType(), date, new AsciiString(ByteBufUtil.getBytes(out), false));
    }

    private static ByteBuf shared(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        return Unpooled.unreleasableBuffer(
                Unpooled.directBuffer(bytes.length).writeBytes(bytes).asReadOnly());
    }
}
