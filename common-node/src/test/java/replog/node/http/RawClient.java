package replog.node.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** A client that sends exactly the bytes it is told to, and reads whatever comes. */
final class RawClient implements AutoCloseable {

    private static final int GIVE_UP_MS = 30_000;

    /** One response; {@code headers} by their names in small letters. */
    record Response(int status, Map<String, String> headers, String body) {

        String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    private final Socket socket;
    private final InputStream input;

    RawClient(InetSocketAddress server) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), server.getPort());
        socket.setSoTimeout(GIVE_UP_MS);
        input = new java.io.BufferedInputStream(socket.getInputStream());
    }

    RawClient send(String text) throws IOException {
        return send(text.getBytes(UTF_8));
    }

    RawClient send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        return this;
    }

    /** The next response to a request that was no HEAD. */
    Response read() throws IOException {
        Response head = readHead();
        if (head.status() == 100) {
            return head;
        }
        String length = head.header("content-length");
        String body;
        if (!length.isEmpty()) {
            body = new String(readFully(Integer.parseInt(length)), UTF_8);
        } else if (head.header("transfer-encoding").equals("chunked")) {
            body = readChunks();
        } else {
            body = new String(input.readAllBytes(), UTF_8);
        }
        return new Response(head.status(), head.headers(), body);
    }

    /** Status line and header fields only. */
    Response readHead() throws IOException {
        String statusLine = readLine();
        Map<String, String> headers = new HashMap<>();
        for (String line = readLine(); !line.isEmpty(); line = readLine()) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        return new Response(Integer.parseInt(statusLine.split(" ", 3)[1]), headers, "");
    }

    /** Whether the server has closed the connection, all that it sent being read. */
    boolean isAtEnd() throws IOException {
        return input.read() == -1;
    }

    /** Closes in the way that sends a reset. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    Socket socket() {
        return socket;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private String readChunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = Integer.parseInt(readLine(), 16); size > 0; size = Integer.parseInt(readLine(), 16)) {
            body.write(readFully(size));
            readLine();
        }
        readLine();
        return body.toString(UTF_8);
    }

    private byte[] readFully(int length) throws IOException {
        byte[] bytes = input.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("connection ended after " + bytes.length + " of " + length + " bytes");
        }
        return bytes;
    }

    private String readLine() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = input.read(); b != '\n'; b = input.read()) {
            if (b == -1) {
                throw new EOFException("connection ended in the middle of a line: " + line);
            }
            line.write(b);
        }
        return line.toString(ISO_8859_1).stripTrailing();
    }
}
