package replog.proto.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static replog.proto.net.UnwrittenLimit.MAX_BYTES_OF_ALL;
import static replog.proto.net.UnwrittenLimit.MAX_BYTES_OF_ONE;
import static replog.proto.net.UnwrittenLimit.MIN_BYTES_OF_ONE;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnwrittenLimitTest {

    private final UnwrittenLimit limit = new UnwrittenLimit();

    @Test
    void isTheMostOfOneWhereThereAreFewLinks() {
        assertEquals(MAX_BYTES_OF_ONE, limit.bytesOfOne());
        open(16);
        assertEquals(MAX_BYTES_OF_ONE, limit.bytesOfOne());
    }

    @Test
    void isAnEqualShareWhereThereAreMany() {
        open(100);
        assertEquals(MAX_BYTES_OF_ALL / 100, limit.bytesOfOne());
    }

    @Test
    void isNeverSoLittleThatNothingWouldMove() {
        open(1_000_000);
        assertEquals(MIN_BYTES_OF_ONE, limit.bytesOfOne());
    }

    @Test
    void growsAgainWhenLinksAreGone() {
        open(100);
        IntStream.range(0, 90).forEach(i -> limit.gone());
        assertEquals(MAX_BYTES_OF_ONE, limit.bytesOfOne());
    }

    @ParameterizedTest
    @ValueSource(ints = {63, 1023, 100_000})
    void aLinkTakesNoMoreThanItsShareAndGoesOnWhenThatIsWritten(int others) {
        EmbeddedConnection connection = new EmbeddedConnection((link, frame) -> {}, limit);
        open(others);

        for (int round = 0; round < 3; round++) {
            int bytes = connection.writeFourKiBUntilFull();
            assertTrue(bytes < limit.bytesOfOne() + (5 << 10), () -> "of " + limit.bytesOfOne());

            connection.takeAll();

            assertTrue(connection.link.isWritable());
        }
    }

    @Test
    void aLinkGoesOnThoughItsShareBecameSmallerThanWhatItHas() {
        EmbeddedConnection connection = new EmbeddedConnection((link, frame) -> {}, limit);
        connection.writeFourKiBUntilFull();
        open(1023);

        connection.takeAll();

        assertTrue(connection.link.isWritable());
        assertTrue(connection.writeFourKiBUntilFull() < MIN_BYTES_OF_ONE + (5 << 10));
    }

    @Test
    void countsALinkWhileItIsOpen() {
        open(99);
        EmbeddedConnection connection = new EmbeddedConnection((link, frame) -> {}, limit);
        assertEquals(MAX_BYTES_OF_ALL / 100, limit.bytesOfOne());

        connection.channel.close().syncUninterruptibly();
        connection.pass(0);

        assertEquals(MAX_BYTES_OF_ALL / 99, limit.bytesOfOne());
    }

    private void open(int links) {
        IntStream.range(0, links).forEach(i -> limit.opened());
    }
}
