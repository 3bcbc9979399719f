package replog.proto.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import replog.proto.message.Frame;
import replog.proto.wire.FrameFormat;

/** The other end of a connection, as rude as a test wants it. */
final class RawPeer implements AutoCloseable {

    private final Socket socket = new Socket();

    RawPeer(InetSocketAddress address) throws IOException {
        // Small, so that it shows soon when nobody reads here.
        socket.setReceiveBufferSize(64 << 10);
        socket.setSoTimeout((int) TimeUnit.SECONDS.toMillis(Recorder.PATIENCE_S));
        socket.connect(address);
    }

    void write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    void write(Frame frame) throws IOException {
        ByteBuf bytes = Unpooled.buffer();
        FrameFormat.write(frame, bytes);
        write(ByteBufUtil.getBytes(bytes));
    }

    Frame read() throws IOException {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        int length = in.readInt();
        byte[] rest = in.readNBytes(length);
        return FrameFormat.read(Unpooled.buffer().writeInt(length).writeBytes(rest), Integer.MAX_VALUE);
    }

    /** Whether the stream ends here; fails where more comes, or nothing at all. */
    boolean isAtEnd() throws IOException {
        return socket.getInputStream().read() < 0;
    }

    /** Closes the connection the hard way. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
