package replog.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerScannerTest {

    private static final String ONE =
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 12\r\n\r\n{\"id\":12345}";
    private static final String OTHER =
            "HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\nretry-after: 5\r\n\r\n";

    @Test
    void findsAnswersHoweverTheyAreCut() {
        String stream = ONE + OTHER + ONE;
        for (int first = 0; first <= stream.length(); first++) {
            for (int second = first; second <= stream.length(); second += 7) {
                assertEquals(
                        List.of(200, 503, 200),
                        scan(stream.substring(0, first), stream.substring(first, second), stream.substring(second)));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n", "rubbish\r\n\r\n"})
    void refusesWhatItDoesNotKnow(String head) {
        assertThrows(IllegalStateException.class, () -> scan(head));
    }

    @Test
    void aHeadWithoutEndIsRefused() {
        assertThrows(IllegalStateException.class, () -> scan("x".repeat(9000)));
    }

    private static List<Integer> scan(String... parts) {
        AnswerScanner scanner = new AnswerScanner();
        List<Integer> found = new ArrayList<>();
        ByteBuf in = Unpooled.buffer();
        for (String part : parts) {
            in.writeBytes(part.getBytes(StandardCharsets.US_ASCII));
            for (int status = scanner.next(in); status != 0; status = in.isReadable() ? scanner.next(in) : 0) {
                found.add(status);
            }
        }
        return found;
    }
}
