package replog.proto.wire;

import io.netty.buffer.ByteBuf;
import java.util.zip.CRC32C;
import replog.proto.message.Body;
import replog.proto.message.Frame;
import replog.proto.message.Protocol;

/**
 * One frame as bytes: the length of what follows (4), the type (1), the request id (8), the fields of the body, and the
 * CRC32C of all between length and checksum (4). Numbers are big-endian.
 */
public final class FrameFormat {

    /** How many bytes the length field has, with which a frame begins. */
    static final int LENGTH_BYTES = 4;

    /** The shortest frame: one without fields. */
    static final int MIN_FRAME_BYTES = LENGTH_BYTES + 1 + 8 + 4;

    private static final int CHECKSUM_BYTES = 4;

    private FrameFormat() {}

    /** How many bytes {@link #write} writes, length field included. */
    public static int sizeOf(Frame frame) {
        return Math.addExact(MIN_FRAME_BYTES, BodyFormats.of(frame.body()).sizeOf(frame.body()));
    }

    /** Appends {@code frame} to {@code out}. */
    public static void write(Frame frame, ByteBuf out) {
        BodyFormat<?> format = BodyFormats.of(frame.body());
        int start = out.writerIndex() + LENGTH_BYTES;
        writeHead(0, format, frame.requestId(), out); // The length is known once all is written.
        format.write(frame.body(), out);
        out.writeInt(checksum(out, start, out.writerIndex() - start));
        out.setInt(start - LENGTH_BYTES, out.writerIndex() - start);
    }

    /** Appends what comes before the fields of a frame of so many bytes, its length field included. */
    static void writeHead(Frame frame, int frameBytes, ByteBuf out) {
        writeHead(frameBytes - LENGTH_BYTES, BodyFormats.of(frame.body()), frame.requestId(), out);
    }

    private static void writeHead(int length, BodyFormat<?> format, long requestId, ByteBuf out) {
        out.writeInt(length);
        out.writeByte(format.code());
        out.writeLong(requestId);
    }

    /**
     * Reads the one frame that {@code in} holds from its length field to its end, and takes all bytes out of it.
     *
     * @param maxTextBytes the longest text that a message may have
     * @throws BadFrameException where these bytes are anything but one well-formed frame
     * @throws OtherVersionException where it is a Hello of another protocol version
     */
    public static Frame read(ByteBuf in, int maxTextBytes) {
        int length = in.readableBytes() < MIN_FRAME_BYTES ? -1 : in.readInt();
        if (length != in.readableBytes()) {
            throw new BadFrameException(in.readableBytes() + " bytes are not one frame");
        }
        byte[] fields = new byte[length - CHECKSUM_BYTES];
        in.readBytes(fields);
        int received = in.readInt();
        CRC32C crc = new CRC32C();
        crc.update(fields);
        int computed = (int) crc.getValue();
        if (computed != received) {
            throw new BadFrameException(String.format("checksum %08x is not %08x", received, computed));
        }
        return read(new FieldReader(fields, maxTextBytes));
    }

    private static Frame read(FieldReader in) {
        BodyFormat<?> format = BodyFormats.of(in.unsigned8("type"));
        long requestId = in.int64("request id");
        if (format.code() == BodyFormats.HELLO) {
            int version = in.peekUnsigned16("protocol version");
            if (version != Protocol.VERSION) {
                throw new OtherVersionException(requestId, version);
            }
        }
        Body body = format.read(in);
        in.end();
        return new Frame(requestId, body);
    }

    private static int checksum(ByteBuf bytes, int from, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.internalNioBuffer(from, length));
        return (int) crc.getValue();
    }
}
