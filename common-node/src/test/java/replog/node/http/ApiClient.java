package replog.node.http;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** A client on a connection of its own, without sockets: for the tests of a node's calls. */
public final class ApiClient {

    private static final ObjectMapper JACKSON = new ObjectMapper();

    /** What came back: the head as text, the content as JSON. */
    public record Reply(int status, String head, JsonNode json) {

        /** The value of a header field, or none. */
        public @Nullable String header(String name) {
            for (String line : head.split("\r\n", -1)) {
                if (line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ": ")) {
                    return line.substring(name.length() + 2);
                }
            }
            return null;
        }
    }

    private final EmbeddedConnection connection;

    /** A client of a server with these routes. */
    public ApiClient(Router router, int maxMessageBytes) {
        connection = new EmbeddedConnection(router, HttpLimits.of(maxMessageBytes, 16 << 20));
    }

    /** Asks, and returns what was answered at once. */
    public Reply get(String target) {
        connection.send("GET " + target + " HTTP/1.1\r\nHost: h\r\n\r\n");
        return reply();
    }

    /** Sends a body, and leaves what is answered to {@link #reply} or {@link #isWaiting}. */
    public ApiClient post(String target, String body) {
        return post(target, body.getBytes(StandardCharsets.UTF_8));
    }

    /** The same with a body that may be no text at all. */
    public ApiClient post(String target, byte[] body) {
        connection.send("POST " + target + " HTTP/1.1\r\nHost: h\r\nContent-Length: " + body.length + "\r\n\r\n");
        connection.send(body);
        return this;
    }

    /** Whether there is no answer yet. */
    public boolean isWaiting() {
        return connection.channel.outboundMessages().isEmpty();
    }

    /** The one answer that has come. */
    public Reply reply() {
        String received = connection.received();
        if (received.isEmpty()) {
            throw new AssertionError("no answer yet");
        }
        String[] headAndContent = received.split("\r\n\r\n", 2);
        String content = headAndContent[1];
        if (headAndContent[0].contains("transfer-encoding: chunked")) {
            // Content of this kind has no line ends of its own, and begins with a bracket.
            content = content.replaceAll("(?m)^[0-9a-f]+\r\n|\r\n", "");
        }
        int status = Integer.parseInt(received.split(" ", 3)[1]);
        return new Reply(status, headAndContent[0], JACKSON.readTree(content));
    }

    /** Closes the connection. */
    public void hangUp() {
        connection.channel.close();
    }
}
