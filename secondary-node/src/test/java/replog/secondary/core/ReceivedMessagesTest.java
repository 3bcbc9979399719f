package replog.secondary.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static replog.proto.sim.Samples.message;
import static replog.secondary.core.ReceivedMessages.Arrival.APPENDED;
import static replog.secondary.core.ReceivedMessages.Arrival.DUPLICATE;
import static replog.secondary.core.ReceivedMessages.Arrival.NO_ROOM;
import static replog.secondary.core.ReceivedMessages.Arrival.WAITING;
import static replog.secondary.core.ReceivedMessages.MAX_WAITING_BYTES;
import static replog.secondary.core.ReceivedMessages.MAX_WAITING_MESSAGES;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import replog.node.log.InMemoryLog;
import replog.node.log.SlowLog;
import replog.proto.message.Bytes;
import replog.proto.message.LogMessage;
import replog.proto.sim.Samples;

class ReceivedMessagesTest {

    private final InMemoryLog log = new InMemoryLog();
    private final ReceivedMessages received = new ReceivedMessages(log);

    @Test
    void holdsWhatComesInOrder() {
        assertEquals(APPENDED, received.add(message(0)));
        assertEquals(APPENDED, received.add(message(1)));

        assertHeld(2);
    }

    @Test
    void keysTakeRoomBehindAGapAsTextsDo() {
        Bytes text = Bytes.of(new byte[(int) MAX_WAITING_BYTES - LogMessage.MAX_KEY_BYTES]);
        Bytes key = Bytes.of(new byte[LogMessage.MAX_KEY_BYTES]);
        received.add(new LogMessage(1, Bytes.EMPTY, text));

        assertEquals(WAITING, received.add(new LogMessage(2, key, Bytes.EMPTY)));
        assertEquals(NO_ROOM, received.add(new LogMessage(3, key, Bytes.EMPTY)));
    }

    @Test
    void keepsWhatComesEarlyUntilTheGapIsFilled() {
        assertEquals(WAITING, received.add(message(2)));
        assertEquals(WAITING, received.add(message(1)));
        assertHeld(0);
        assertEquals(2, received.waiting());

        assertEquals(APPENDED, received.add(message(0)));
        assertHeld(3);
        assertEquals(0, received.waiting());
    }

    @Test
    void stopsAtTheNextGap() {
        received.add(message(1));
        received.add(message(3));

        received.add(message(0));

        assertHeld(2);
        assertEquals(1, received.waiting());
    }

    @Test
    void knowsDuplicatesOfWhatIsHeldAndOfWhatWaits() {
        received.add(message(0));
        received.add(message(2));

        assertEquals(DUPLICATE, received.add(message(0)));
        assertEquals(DUPLICATE, received.add(message(2)));
        assertHeld(1);
        assertEquals(1, received.waiting());
    }

    @Test
    void forgetsWhatWaitsAndTakesItAgain() {
        received.add(message(1));

        received.forgetWaiting();

        assertEquals(0, received.waiting());
        assertEquals(WAITING, received.add(message(1)));
    }

    @Test
    void keepsALimitedNumberOfMessages() {
        for (int id = 1; id <= MAX_WAITING_MESSAGES; id++) {
            assertEquals(WAITING, received.add(message(id, "")));
        }

        assertEquals(NO_ROOM, received.add(message(MAX_WAITING_MESSAGES + 1, "")));
        assertEquals(DUPLICATE, received.add(message(1, "")));
        assertEquals(APPENDED, received.add(message(0, "")));
        assertEquals(MAX_WAITING_MESSAGES + 1, log.firstGap());
    }

    @Test
    void keepsALimitedNumberOfBytes() {
        int half = (int) (MAX_WAITING_BYTES / 2);
        received.add(large(1, half));
        received.add(large(2, half));

        assertEquals(NO_ROOM, received.add(message(3, "x")));
        assertEquals(WAITING, received.add(message(3, "")));
        received.add(message(0));
        assertEquals(4, log.firstGap());

        assertEquals(WAITING, received.add(large(5, half)));
        assertEquals(WAITING, received.add(large(6, half)));
    }

    @Test
    void forgettingMakesRoom() {
        received.add(large(1, (int) MAX_WAITING_BYTES));
        assertEquals(NO_ROOM, received.add(message(2)));

        received.forgetWaiting();
        received.add(message(3));

        assertEquals(WAITING, received.add(message(2)));
    }

    @Test
    void aSingleMessageMayWaitHoweverLargeItIs() {
        assertEquals(WAITING, received.add(large(1, (int) MAX_WAITING_BYTES + 1)));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void anyOrderWithAnyDuplicatesEndsInTheSameList(long seed) {
        Random random = new Random(seed);
        int count = 2000;
        Set<Long> arrived = new HashSet<>();
        while (log.firstGap() < count) {
            // From a window around the gap, so that holes open and close all the time.
            long id = Math.max(0, Math.min(count - 1, log.firstGap() - 20 + random.nextInt(60)));
            boolean isNew = arrived.add(id);

            ReceivedMessages.Arrival arrival = received.add(message(id));

            assertEquals(firstMissing(arrived), log.firstGap());
            assertEquals(arrived.size() - log.firstGap(), received.waiting());
            assertEquals(isNew ? id < log.firstGap() ? APPENDED : WAITING : DUPLICATE, arrival);
        }

        assertHeld(count);
    }

    @Test
    void takesInAPage() {
        assertTrue(received.add(Samples.records(0, 3)));
        assertTrue(received.add(Samples.records(3, 5)));

        assertHeld(5);
    }

    @Test
    void leavesOutOfAPageWhatItHas() {
        received.add(message(0));
        received.add(message(1));

        assertTrue(received.add(Samples.records(0, 4)));
        assertTrue(received.add(Samples.records(1, 3)));

        assertHeld(4);
    }

    @Test
    void goesOnBehindAPageWithWhatWaited() {
        received.add(message(2));
        received.add(message(4));
        received.add(message(6));

        assertTrue(received.add(Samples.records(0, 4)));

        assertHeld(5);
        assertEquals(1, received.waiting());
        assertEquals(DUPLICATE, received.add(message(2)));
    }

    @Test
    void takesNothingOfAPageOfAnotherList() {
        received.add(message(0));

        assertFalse(received.add(Samples.records(7, List.of(message(1), message(2)))));

        assertHeld(1);
    }

    @Test
    void dropsAPageThatItHasNoRoomFor() {
        SlowLog full = new SlowLog(log);
        full.full(true);

        assertTrue(new ReceivedMessages(full).add(Samples.records(0, 2)));

        assertHeld(0);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void anyOrderOfPagesAndMessagesEndsInTheSameList(long seed) {
        Random random = new Random(seed);
        int count = 300;
        Set<Long> arrived = new HashSet<>();
        while (log.firstGap() < count) {
            long id = Math.max(0, Math.min(count - 1, log.firstGap() - 10 + random.nextInt(30)));
            if (random.nextInt(10) == 0) {
                id = Math.min(id, log.end());
                long end = Math.min(count, id + 1 + random.nextInt(10));
                assertTrue(received.add(Samples.records(id, end)));
                LongStream.range(id, end).forEach(arrived::add);
            } else {
                received.add(message(id));
                arrived.add(id);
            }

            assertEquals(firstMissing(arrived), log.firstGap());
            assertEquals(arrived.size() - log.firstGap(), received.waiting());
        }

        assertHeld(count);
    }

    private void assertHeld(int count) {
        List<LogMessage> expected =
                LongStream.range(0, count).mapToObj(id -> message(id)).toList();
        List<LogMessage> held = new ArrayList<>();
        while (held.size() < log.end()) {
            held.addAll(log.read(held.size(), Integer.MAX_VALUE, Long.MAX_VALUE).messages());
        }
        assertEquals(expected, held);
    }

    private long firstMissing(Set<Long> arrived) {
        long id = Math.max(0, log.firstGap() - 1);
        while (arrived.contains(id)) {
            id++;
        }
        return id;
    }

    private static LogMessage large(long id, int bytes) {
        return new LogMessage(id, Bytes.EMPTY, Bytes.of(new byte[bytes]));
    }
}
