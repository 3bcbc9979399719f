package replog.cluster.harness;

import java.nio.charset.StandardCharsets;

/** HTTP requests as text, for {@link RawConnection}s. */
public final class Requests {

    private Requests() {}

    /** Asks for a path. */
    public static String get(String path) {
        return "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
    }

    /** Adds a message; the text is plain ASCII that JSON need not escape. */
    public static String post(String message, int writeConcern) {
        String body = "{\"message\":\"" + message + "\",\"writeConcern\":" + writeConcern + "}";
        int length = body.getBytes(StandardCharsets.US_ASCII).length;
        return "POST /newMessage HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: " + length + "\r\n\r\n" + body;
    }
}
