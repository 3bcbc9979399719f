package replog.cluster.harness;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import replog.proto.message.Body;
import replog.proto.message.Body.Ping;
import replog.proto.message.Body.Pong;
import replog.proto.message.Frame;
import replog.proto.message.Protocol;
import replog.proto.wire.FrameFormat;

/** Speaks with a node in frames, by hand: as well or as badly as a test wants. */
public final class Peer implements AutoCloseable {

    private final RawConnection connection;

    /** Speaks over this connection. */
    public Peer(RawConnection connection) {
        this.connection = connection;
    }

    /** A peer that has connected to the comm port of a master on 127.0.0.1. */
    public static Peer connectedTo(int commPort) {
        return new Peer(RawConnection.to(commPort));
    }

    /** The bytes of a frame, from its length to its checksum. */
    public static byte[] bytesOf(long requestId, Body body) {
        ByteBuf out = Unpooled.buffer();
        FrameFormat.write(new Frame(requestId, body), out);
        return ByteBufUtil.getBytes(out);
    }

    /** The connection, for bytes that are no frames. */
    public RawConnection connection() {
        return connection;
    }

    /** Sends a frame. */
    public Peer send(long requestId, Body body) {
        connection.send(bytesOf(requestId, body));
        return this;
    }

    /**
     * The next frame whose body is of this type; Pings before it are answered, all other frames ignored. Fails where none
     * comes within {@link Await#BOUND_MS}.
     */
    public Frame receive(Class<? extends Body> type) {
        long endNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(Await.BOUND_MS);
        while (true) {
            Frame frame = receive();
            if (type.isInstance(frame.body())) {
                return frame;
            }
            if (System.nanoTime() > endNanos) {
                throw new AssertionError("waited in vain for " + type.getSimpleName() + ", got " + frame.body());
            }
            if (frame.body() instanceof Ping) {
                send(frame.requestId(), new Pong(0));
            }
        }
    }

    /** The next frame. */
    public Frame receive() {
        try {
            byte[] length = exactly(Integer.BYTES);
            byte[] rest = exactly(ByteBuffer.wrap(length).getInt());
            return FrameFormat.read(Unpooled.wrappedBuffer(length, rest), Protocol.MAX_MESSAGE_BYTES_LIMIT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        connection.close();
    }

    private byte[] exactly(int bytes) throws IOException {
        byte[] read = connection.in().readNBytes(bytes);
        if (read.length < bytes) {
            throw new EOFException("the connection was closed");
        }
        return read;
    }
}
