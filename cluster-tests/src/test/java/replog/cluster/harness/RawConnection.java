package replog.cluster.harness;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** A TCP connection for raw bytes, as a rude client makes it. No read waits longer than {@link Await#BOUND_MS}. */
public final class RawConnection implements AutoCloseable {

    /** Little, for a test may have ten thousand of them. */
    private static final int BUFFER_BYTES = 1024;

    private static final int SMALL_BUFFER_BYTES = 4096;

    private final Socket socket;
    private final InputStream in;

    private RawConnection(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream(), BUFFER_BYTES);
    }

    /** Connects to a port of 127.0.0.1. */
    public static RawConnection to(int port) {
        return open(new Socket(), port);
    }

    /** Connects to a port of 127.0.0.1 with so small a buffer that the other end soon notices when nothing is read. */
    public static RawConnection withSmallBufferTo(int port) {
        try {
            Socket socket = new Socket();
            socket.setReceiveBufferSize(SMALL_BUFFER_BYTES);
            return open(socket, port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RawConnection open(Socket socket, int port) {
        try {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), Await.BOUND_MS);
            return wrap(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes over a connected socket. */
    static RawConnection wrap(Socket socket) throws IOException {
        socket.setSoTimeout(Await.BOUND_MS);
        socket.setTcpNoDelay(true);
        return new RawConnection(socket);
    }

    /** Whether this end has not closed it. */
    public boolean isOpen() {
        return !socket.isClosed();
    }

    /** The port of this end. */
    public int localPort() {
        return socket.getLocalPort();
    }

    /** Sends text, each character as one byte. */
    public RawConnection send(String text) {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Sends bytes. */
    public RawConnection send(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends {@code chunk} again and again until the other end has had enough; fails where it takes {@code limitBytes}. */
    public void sendUntilClosed(byte[] chunk, long limitBytes) {
        try {
            for (long sent = 0; sent < limitBytes; sent += chunk.length) {
                socket.getOutputStream().write(chunk);
            }
        } catch (IOException hadEnough) {
            return;
        }
        throw new AssertionError("the other end took " + limitBytes + " bytes");
    }

    /** Whether something has come in that was not read yet. */
    public boolean hasInput() {
        try {
            return in.available() > 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The stream of what comes in. */
    public InputStream in() {
        return in;
    }

    /** The next HTTP answer. */
    public Answer readAnswer() {
        return AnswerReader.read(in);
    }

    /** Says that nothing more will be sent. */
    public void finishSending() {
        try {
            socket.shutdownOutput();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until the other end has closed the connection, whatever it sends before. */
    public void awaitClosed() {
        try {
            in.transferTo(OutputStream.nullOutputStream());
        } catch (SocketTimeoutException e) {
            throw new AssertionError("the connection is still open after " + Await.BOUND_MS + " ms", e);
        } catch (IOException reset) {
            // Closed as well, only less politely.
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
