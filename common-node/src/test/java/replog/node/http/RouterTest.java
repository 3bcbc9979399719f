package replog.node.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouterTest {

    private final EmbeddedConnection client = new EmbeddedConnection(new TestRoutes().router, Limits.USUAL);

    @ParameterizedTest
    @CsvSource({
        "/now, 200",
        "/now?, 200",
        "/%6eow, 404",
        "/now/, 404",
        "//now, 404",
        "/NOW, 404",
        "/, 404",
        "*, 400",
        "now, 400",
        "h:80, 400",
        "http://h/now, 200",
        "HTTP://h:80/now, 200",
        "https://h/now, 200",
        "http://h, 404",
        "http://h?x=1, 404",
        "/sum/1, 200",
        "/sum/, 404",
        "/sum, 404",
        "/sum/1/2, 404",
        "/sum/%31, 200",
        "/sum/9223372036854775807, 200",
        "/sum/9223372036854775808, 400",
        "/sum/-1, 400",
        "/sum/+1, 400",
        "/sum/1.0, 400",
        "/sum/one, 400",
        "/sum/%D9%A1, 400",
        "/sum/1%2F2, 400",
        "/sum/%, 400",
        "/sum/%3, 400",
        "/sum/%zz, 400",
        "/sum/%ff, 400",
        "/sum/1#2, 400",
        "/sum/1?b=2, 200",
        "/sum/1?b=%32, 200",
        "/sum/1?%62=2, 200",
        "/sum/1?b=, 400",
        "/sum/1?b, 400",
        "/sum/1?b=+2, 400",
        "/sum/1?b=2&b=2, 400",
        "/sum/1?b=2&%62=2, 400",
        "/sum/1?b=2&c=3, 400",
        "/sum/1?&&b=2&, 200",
        "/now?b=2, 400",
    })
    void findsRoutesByExactlyTheirPathAndQuery(String target, int status) {
        client.send("GET " + target + " HTTP/1.1\r\nHost: h\r\n\r\n");

        assertEquals(status, client.status());
        assertTrue(client.isOpen());
    }

    @Test
    void handsOverPathAndQueryParameters() {
        client.send("GET /sum/1?b=2 HTTP/1.1\r\nHost: h\r\n\r\n");

        assertTrue(client.received().endsWith("\r\n\r\n3"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/sum/1?a=1", "/sum/1?%0a=1", "/now?unk%E2%80%A8nown=1"})
    void namesTheParameterThatItDoesNotKnowInOneLine(String target) {
        client.send("GET " + target + " HTTP/1.1\r\nHost: h\r\n\r\n");

        String body = client.received().split("\r\n\r\n", 2)[1];
        assertTrue(body.contains("unknown query parameter "), body);
        assertFalse(body.contains("\n"), body);
    }

    @Test
    void refusesPercentEncodedBytesThatAreNotUtf8() {
        client.send("GET /sum/%ff HTTP/1.1\r\nHost: h\r\n\r\n");

        assertTrue(client.received().contains("percent-encoded bytes that are not UTF-8: %ff"));
    }

    @Test
    void saysWhichMethodsAreAllowed() {
        client.send("DELETE /now HTTP/1.1\r\nHost: h\r\n\r\n");
        assertAllows("GET, HEAD");

        client.send("GET /echo HTTP/1.1\r\nHost: h\r\n\r\n");
        assertAllows("POST");

        client.send("OPTIONS /echo HTTP/1.1\r\nHost: h\r\n\r\n");
        assertAllows("POST");

        client.send("get /now HTTP/1.1\r\nHost: h\r\n\r\n");
        assertAllows("GET, HEAD");
    }

    @Test
    void answersHeadLikeGetButWithoutContent() {
        client.send("GET /now HTTP/1.1\r\nHost: h\r\n\r\n");
        String get = client.received();

        client.send("HEAD /now HTTP/1.1\r\nHost: h\r\n\r\n");

        assertEquals(get.substring(0, get.length() - "\"now\"".length()), client.received());
    }

    @Test
    void refusesHeadWithoutContent() {
        client.send("HEAD /nothing HTTP/1.1\r\nHost: h\r\n\r\n");

        String received = client.received();
        assertTrue(received.startsWith("HTTP/1.1 404 ") && received.endsWith("\r\n\r\n"), received);
    }

    private void assertAllows(String methods) {
        String received = client.received();
        assertTrue(received.startsWith("HTTP/1.1 405 "), received);
        assertTrue(received.contains("\r\nallow: " + methods + "\r\n"), received);
        assertTrue(received.contains("application/problem+json"), received);
    }
}
