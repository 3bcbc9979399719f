package replog.node.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static replog.proto.sim.Samples.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import replog.proto.message.Bytes;
import replog.proto.message.LogId;
import replog.proto.message.LogMessage;
import replog.proto.message.RecordFormat;
import replog.proto.message.Records;
import replog.proto.message.RunningChecksum;
import replog.proto.sim.Samples;

class InMemoryLogTest {

    private static final LogId THIS_LOG = new LogId(new UUID(0, 1));
    private static final LogId OTHER_LOG = new LogId(new UUID(0, 2));
    private static final int NO_LIMIT = Integer.MAX_VALUE;

    private final InMemoryLog log = new InMemoryLog();

    @Test
    void isEmptyAtFirst() {
        assertEquals(0, log.firstGap());
        assertEquals(RunningChecksum.EMPTY, log.checksum(0));
        assertTrue(log.read(0, NO_LIMIT, NO_LIMIT).isEmpty());
        assertEquals(Optional.empty(), log.id());
    }

    @Test
    void takesOnlyTheNextMessage() {
        log.append(message(0));

        assertThrows(IllegalArgumentException.class, () -> log.append(message(0)));
        assertThrows(IllegalArgumentException.class, () -> log.append(message(2)));
        assertEquals(1, log.firstGap());
    }

    @Test
    void holdsAtOnceWhatIsAppendedAndAlwaysHasRoom() {
        log.append(message(0));

        assertTrue(log.holdsAtOnce());
        assertTrue(log.hasRoom());
        assertEquals(1, log.end());
        assertEquals(log.checksum(1), log.checksum());
        assertNotEquals(RunningChecksum.EMPTY, log.checksum());
    }

    @Test
    void answersBeforeTheCallReturns() {
        log.append(message(0));
        List<Object> answers = new ArrayList<>();

        log.read(0, NO_LIMIT, NO_LIMIT, records -> answers.add(records.messages()));
        log.checksum(1, answers::add);

        assertEquals(List.of(List.of(message(0)), OptionalInt.of(log.checksum(1))), answers);
    }

    @Test
    void hasCaughtUpWhenItIsTold() {
        assertFalse(log.hasCaughtUp());

        log.caughtUp();

        assertTrue(log.hasCaughtUp());
    }

    @Test
    void anEmptyLogMayBecomeAnother() {
        log.adopt(THIS_LOG);
        log.adopt(OTHER_LOG);

        assertEquals(Optional.of(OTHER_LOG), log.id());
    }

    @Test
    void neverMixesTwoLogs() {
        log.adopt(THIS_LOG);
        log.append(message(0));

        log.adopt(THIS_LOG);
        assertThrows(IllegalStateException.class, () -> log.adopt(OTHER_LOG));
        assertEquals(Optional.of(THIS_LOG), log.id());
    }

    @Test
    void readsNothingBeyondTheEnd() {
        log.append(message(0));

        assertTrue(log.read(1, NO_LIMIT, NO_LIMIT).isEmpty());
        assertTrue(log.read(Long.MAX_VALUE, NO_LIMIT, NO_LIMIT).isEmpty());
    }

    @Test
    void hasNoChecksumBeyondTheEnd() {
        log.append(message(0));

        assertThrows(IllegalArgumentException.class, () -> log.checksum(2));
        assertThrows(IllegalArgumentException.class, () -> log.checksum(-1));
    }

    @Test
    void readsOneMessageEvenWhereItIsLargerThanThePage() {
        log.append(message(0, "x".repeat(100)));
        log.append(message(1, "y"));

        assertEquals(List.of(message(0, "x".repeat(100))), read(0, 10));
    }

    @Test
    void allOfARecordCountsAgainstTheSizeOfAPage() {
        LogMessage first = new LogMessage(0, Bytes.utf8("12345"), Bytes.utf8("12345"));
        LogMessage second = new LogMessage(1, Bytes.utf8("12345"), Bytes.utf8("12345"));
        log.append(first);
        log.append(second);

        int bytes = RecordFormat.sizeOf(first, false) + RecordFormat.sizeOf(second, false);
        assertEquals(List.of(first), read(0, bytes - 1));
        assertEquals(List.of(first, second), read(0, bytes));
    }

    @Test
    void whatWasReadStaysAsItIsWhileTheLogGrows() {
        log.append(message(0));
        Records page = log.read(0, NO_LIMIT, NO_LIMIT);

        for (int id = 1; id < 10_000; id++) {
            log.append(message(id));
        }

        assertEquals(List.of(message(0)), page.messages());
    }

    @Test
    void keepsMessagesLargerThanAChunk() {
        int[] lengths = {5, InMemoryLog.CHUNK_BYTES, 7, InMemoryLog.CHUNK_BYTES - 1, 3 * InMemoryLog.CHUNK_BYTES, 0};
        List<LogMessage> model = new ArrayList<>();
        for (int length : lengths) {
            model.add(message(model.size(), "x".repeat(length)));
        }

        model.forEach(log::append);

        assertEquals(model, readAll());
        assertChecksums(model);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1})
    void fillsAChunkToItsLastByte(int difference) {
        LogMessage first = message(0, "first");
        int rest = Chunks.FIRST_CHUNK_BYTES - RecordFormat.sizeOf(first, false);
        int headBytes = RecordFormat.sizeOf(message(1, "x".repeat(rest)), false) - rest;
        LogMessage filling = message(1, "x".repeat(rest - headBytes + difference));
        assertEquals(rest + difference, RecordFormat.sizeOf(filling, false));

        log.append(first);
        log.append(filling);
        // The second chunk is twice as large as the first.
        assertEquals(difference > 0 ? 3 : 1, log.memoryBytes() / Chunks.FIRST_CHUNK_BYTES);

        log.append(message(2, "next"));
        assertEquals(List.of(first, filling, message(2, "next")), readAll());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void isAPlainListInEveryRespect(long seed) {
        Random random = new Random(seed);
        List<LogMessage> model = ListModel.any(20_000, random);

        model.forEach(log::append);

        assertEquals(model.size(), log.firstGap());
        assertChecksums(model);
        assertPages(model, random);
    }

    @Test
    void takesWhatAnotherListHasAsItIs() {
        InMemoryLog other = new InMemoryLog();
        List<LogMessage> model = ListModel.any(20_000, new Random(7));
        model.forEach(other::append);

        for (int next = 0; next < model.size(); next = (int) log.end()) {
            assertTrue(log.append(other.read(next, NO_LIMIT, Long.MAX_VALUE)));
        }

        assertEquals(model, readAll());
        assertChecksums(model);
        assertPages(model, new Random(8));
        assertEquals(other.memoryBytes(), log.memoryBytes());
    }

    @Test
    void goesOnBehindRecordsOfAnotherListWithoutTouchingThatOne() {
        InMemoryLog other = new InMemoryLog();
        ListModel.plain(50_000).forEach(other::append);
        Records page = other.read(0, 20_000, Long.MAX_VALUE);
        assertTrue(log.append(page));

        log.append(message(page.endId(), "another"));

        assertEquals(
                message(page.endId()), other.read(page.endId(), 1, 1).messages().get(0));
        assertEquals(message(page.endId(), "another"), readAll().get((int) page.endId()));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 300, 1000})
    void takesPagesThatEndElsewhereThanItsChunks(int messages) {
        List<LogMessage> model = ListModel.any(20_000, new Random(7));
        int[] checksums = ListModel.checksums(model);

        for (int from = 0; from < model.size(); from += messages) {
            List<LogMessage> page = model.subList(from, Math.min(model.size(), from + messages));
            assertTrue(log.append(Samples.records(checksums[from], page)));
            assertEquals(checksums[from + page.size()], log.checksum());
        }

        assertEquals(model, readAll());
        assertChecksums(model);
        assertPages(model, new Random(9));
    }

    @Test
    void takesNothingOfRecordsThatDoNotGoOnFromIt() {
        log.append(message(0));
        log.append(message(1, "another"));
        int before = log.checksum();

        assertFalse(log.append(Samples.records(2, 4)));

        assertEquals(2, log.end());
        assertEquals(before, log.checksum());
        assertThrows(IllegalArgumentException.class, () -> log.append(Samples.records(1, 4)));
    }

    @Test
    void chunksGrowToTheirFullSizeAndNoFurther() {
        String text = "x".repeat(1000);
        long largestStep = 0;
        long before = 0;
        for (int id = 0; id < 12_000; id++) {
            log.append(message(id, text));
            largestStep = Math.max(largestStep, log.memoryBytes() - before);
            before = log.memoryBytes();
        }

        assertEquals(1, largestStep / InMemoryLog.CHUNK_BYTES);
    }

    @Test
    void goesOnInArraysThatWereMadeAhead() {
        StepWorker background = new StepWorker();
        InMemoryLog ahead = new InMemoryLog(background);
        List<LogMessage> model = new ArrayList<>();
        int made = 0;

        for (int id = 0; id < 200; id++) {
            model.add(message(id, "x".repeat(100_000)));
            ahead.append(model.get(id));
            made += background.runNext() ? 1 : 0;
        }

        assertEquals(200 * 100_000 / InMemoryLog.CHUNK_BYTES, made);
        List<LogMessage> all = new ArrayList<>();
        while (all.size() < model.size()) {
            all.addAll(ahead.read(all.size(), NO_LIMIT, Long.MAX_VALUE).messages());
        }
        assertEquals(model, all);
    }

    @Test
    void theFirstMessageTakesAChunkAndItsIndex() {
        log.append(message(0, "first"));

        assertEquals(Chunks.FIRST_CHUNK_BYTES + 8 * Integer.BYTES, log.memoryBytes());
    }

    @Test
    void aMillionMessagesOf100BytesTakeAtMost130BytesEach() {
        int count = 1_000_000;
        Bytes text = Bytes.utf8("x".repeat(100));

        for (int id = 0; id < count; id++) {
            log.append(new LogMessage(id, Bytes.EMPTY, text));
        }

        double bytesPerMessage = (double) log.memoryBytes() / count;
        assertTrue(bytesPerMessage <= 130, bytesPerMessage + " bytes per message");
    }

    private void assertChecksums(List<LogMessage> model) {
        int[] checksums = ListModel.checksums(model);
        for (int upTo = 0; upTo <= model.size(); upTo++) {
            assertEquals(checksums[upTo], log.checksum(upTo), "checksum up to " + upTo);
        }
    }

    /** Reads pages of random limits from every place on. */
    private void assertPages(List<LogMessage> model, Random random) {
        int shortPages = 0;
        for (int from = 0; from <= model.size(); from++) {
            int maxMessages = 1 + random.nextInt(70);
            long maxBytes = random.nextInt(10_000);

            Records page = log.read(from, maxMessages, maxBytes);

            shortPages += ListModel.assertPage(model, from, maxMessages, maxBytes, page) ? 0 : 1;
        }
        assertTrue(shortPages <= model.size() / 20, "pages that end with a chunk: " + shortPages);
    }

    private List<LogMessage> read(long from, long maxBytes) {
        return log.read(from, NO_LIMIT, maxBytes).messages();
    }

    /** The whole list, page by page. */
    private List<LogMessage> readAll() {
        List<LogMessage> all = new ArrayList<>();
        while (all.size() < log.end()) {
            Records page = log.read(all.size(), NO_LIMIT, Long.MAX_VALUE);
            assertFalse(page.isEmpty());
            all.addAll(page.messages());
        }
        return all;
    }
}
