package replog.node.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import replog.proto.message.LogMessage;
import replog.proto.message.RecordFormat;
import replog.proto.sim.Samples;

class RecordReaderTest {

    private static final int BLOCK_BYTES = 64 << 10;
    private static final SegmentEnd START = new SegmentEnd(0, 0, 0);

    private final MemoryDisk disk = new MemoryDisk();

    @Test
    void readsRecordsThatEndAtEachByteAroundABlocksEnd() throws Exception {
        for (int textBytes = BLOCK_BYTES - 40; textBytes < BLOCK_BYTES + 10; textBytes++) {
            List<LogMessage> list =
                    List.of(Samples.message(0, "x".repeat(textBytes)), Samples.message(1), Samples.message(2));

            assertEquals(list, readAll(put(list)));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {BLOCK_BYTES, 2 * BLOCK_BYTES, 10 * BLOCK_BYTES + 1})
    void readsRecordsThatAreLargerThanABlock(int textBytes) throws Exception {
        List<LogMessage> list = List.of(
                Samples.message(0),
                Samples.message(1, "x".repeat(textBytes)),
                Samples.message(2),
                Samples.message(3, "y".repeat(textBytes)));

        assertEquals(list, readAll(put(list)));
    }

    @Test
    void readsOnFromAnyRecordHoweverLittleTheDiskGivesAtATime() throws Exception {
        List<LogMessage> list = ListModel.any(300, new Random(1));
        RecordReader whole = put(list);
        List<SegmentEnd> ends = new ArrayList<>(List.of(whole.end()));
        while (whole.next() != null) {
            ends.add(whole.end());
        }
        disk.shortCalls(1000);

        for (SegmentEnd end : ends) {
            assertEquals(list.subList((int) end.endId(), list.size()), readAll(reader(end)));
        }
    }

    @Test
    void tellsWhereTheLastAnchorBegins() throws Exception {
        RecordReader reader = put(ListModel.plain(4));

        reader.next();
        long second = reader.end().offset();
        readAll(reader);

        // Every other one is an anchor: the third is the last.
        assertEquals(2 * second - 4, reader.lastAnchor());
    }

    @Test
    void handsOutNothingButWhatWasWrittenWhateverByteIsChanged() throws Exception {
        List<LogMessage> list = ListModel.plain(4);
        put(list);
        int length = disk.content("f").length;

        for (int at = 0; at < length; at++) {
            disk.flip("f", at);
            List<LogMessage> read = new ArrayList<>();
            RecordReader reader = reader(START);
            DamagedLogException damage = assertThrows(DamagedLogException.class, () -> readInto(read, reader));
            disk.flip("f", at);

            assertEquals(list.subList(0, read.size()), read);
            assertEquals("f", damage.file());
            assertEquals(reader.end().offset(), damage.offset());
        }
    }

    @Test
    void aRecordThatIsCutOffIsNamedWhereItBegins() throws Exception {
        put(ListModel.plain(2));
        RecordReader whole = reader(START);
        whole.next();
        long second = whole.end().offset();
        int length = disk.content("f").length;

        for (int cut = length - 1; cut > second; cut--) {
            disk.cut("f", cut);
            RecordReader reader = reader(START);
            reader.next();

            assertEquals(
                    second,
                    assertThrows(DamagedLogException.class, reader::next).offset());
        }
        disk.cut("f", (int) second);
        RecordReader shorter = reader(START);
        shorter.next();
        assertNull(shorter.next());
    }

    @Test
    void aSoundRecordOfAnotherMessageIsRefused() throws Exception {
        put(ListModel.plain(2));

        RecordReader reader = reader(new SegmentEnd(0, 1, 0));

        assertThrows(DamagedLogException.class, reader::next);
    }

    @Test
    void aSoundAnchorBehindAnotherListIsRefused() throws Exception {
        put(ListModel.plain(1));

        RecordReader reader = reader(new SegmentEnd(0, 0, 1));

        assertThrows(DamagedLogException.class, reader::next);
    }

    /** Has the list as a file of records, every other one an anchor. */
    private RecordReader put(List<LogMessage> list) throws DiskException {
        int[] checksums = ListModel.checksums(list);
        int bytes = list.stream()
                .mapToInt(message -> RecordFormat.sizeOf(message, isAnchor(message)))
                .sum();
        byte[] file = new byte[bytes];
        int at = 0;
        for (LogMessage message : list) {
            int i = (int) message.id();
            if (isAnchor(message)) {
                RecordFormat.writeAnchor(file, at, message, checksums[i], checksums[i + 1]);
            } else {
                RecordFormat.write(file, at, message, checksums[i + 1]);
            }
            at += RecordFormat.sizeOf(message, isAnchor(message));
        }
        disk.put("f", file);
        return reader(START);
    }

    private static boolean isAnchor(LogMessage message) {
        return message.id() % 2 == 0;
    }

    private RecordReader reader(SegmentEnd from) throws DiskException {
        return new RecordReader("f", disk.open("f"), disk.content("f").length, from);
    }

    private static List<LogMessage> readAll(RecordReader reader) throws DiskException {
        List<LogMessage> read = new ArrayList<>();
        readInto(read, reader);
        return read;
    }

    private static void readInto(List<LogMessage> read, RecordReader reader) throws DiskException {
        for (LogMessage next = reader.next(); next != null; next = reader.next()) {
            read.add(next);
        }
    }
}
