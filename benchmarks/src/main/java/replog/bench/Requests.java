package replog.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** The bytes of the requests that are measured. */
final class Requests {

    private Requests() {}

    /** One message of so many bytes. */
    static byte[] one(int writeConcern, int messageBytes) {
        return post(
                "/newMessage",
                "{\"message\":\"" + "m".repeat(messageBytes) + "\",\"writeConcern\":" + writeConcern + "}");
    }

    /** So many messages in one request. */
    static byte[] many(int writeConcern, int messageBytes, int count) {
        String text = "\"" + "m".repeat(messageBytes) + "\"";
        String texts = (text + ",").repeat(count - 1) + text;
        return post("/newMessages", "{\"messages\":[" + texts + "],\"writeConcern\":" + writeConcern + "}");
    }

    private static byte[] post(String path, String body) {
        return ("POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: "
                        + body.length() + "\r\n\r\n" + body)
                .getBytes(US_ASCII);
    }
}
