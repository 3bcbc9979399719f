package replog.node.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static replog.node.log.TestLog.FIRST;
import static replog.node.log.TestLog.ONE_SEGMENT;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import replog.proto.message.LogMessage;
import replog.proto.message.RecordFormat;

class LogFilesTest {

    private static final int SHORT_SEGMENTS = 75;

    private final MemoryDisk disk = new MemoryDisk();

    @ParameterizedTest
    @ValueSource(ints = {SHORT_SEGMENTS, ONE_SEGMENT})
    void readsAllOfTheLogAndChangesNothing(int segmentBytes) throws Exception {
        TestLog written = filled(segmentBytes, 3, 4, 2);
        written.close();
        disk.calls().clear();

        LogFiles files = LogFiles.open(disk);

        assertEquals(ListModel.plain(9), readAll(files));
        assertEquals(9, files.messages());
        assertEquals(written.log().checksum(), files.checksum());
        assertEquals(written.log().nodeId(), files.nodeId());
        assertEquals(written.log().id(), files.logId());
        List<String> segments = Recovery.segmentNames(disk);
        assertEquals(segments.size(), files.segments());
        assertEquals(
                segments.stream().mapToInt(name -> disk.content(name).length).sum(), files.bytes());
        assertEquals(Optional.empty(), files.tornTail());
        assertEquals(List.of(), disk.calls());
    }

    @ParameterizedTest
    @ValueSource(ints = {SHORT_SEGMENTS, ONE_SEGMENT})
    void readsTheLogOfANodeThatRuns(int segmentBytes) throws Exception {
        TestLog running = filled(segmentBytes, 3, 4);
        running.append(2);

        LogFiles files = LogFiles.open(disk);

        assertEquals(ListModel.plain(7), readAll(files));
        assertEquals(Optional.empty(), files.tornTail());
    }

    @Test
    void aTornTailIsNoDamage() throws Exception {
        filled(ONE_SEGMENT, 3, 4).close();
        int whole = disk.content(FIRST).length;
        disk.cut(FIRST, whole - 2);

        LogFiles files = LogFiles.open(disk);

        assertEquals(ListModel.plain(6), readAll(files));
        int last = RecordFormat.sizeOf(ListModel.plain(7).get(6), false);
        assertEquals(
                Optional.of((last - 2) + " bytes of " + FIRST + " from offset " + (whole - last)), files.tornTail());
    }

    @Test
    void aSegmentThatWasJustBegunIsNoDamage() throws Exception {
        filled(SHORT_SEGMENTS, 1, 1, 1, 1, 1).close();
        List<String> segments = Recovery.segmentNames(disk);
        String last = segments.get(segments.size() - 1);
        disk.cut(last, 4);

        LogFiles files = LogFiles.open(disk);

        assertEquals(Segment.firstIdOf(last).orElseThrow(), readAll(files).size());
        assertEquals(Optional.of("4 bytes of " + last + " from offset 0"), files.tornTail());
    }

    @Test
    void anEmptyFileAtTheEndIsNothingAtAll() throws Exception {
        filled(SHORT_SEGMENTS, 1, 1, 1, 1, 1).close();
        List<String> segments = Recovery.segmentNames(disk);
        disk.cut(segments.get(segments.size() - 1), 0);

        LogFiles files = LogFiles.open(disk);

        readAll(files);
        assertEquals(segments.size() - 1, files.segments());
        assertEquals(Optional.empty(), files.tornTail());
    }

    @Test
    void readsUpToTheFirstDamage() throws Exception {
        filled(ONE_SEGMENT, 3, 4, 1).close();
        int third = Segment.HEADER_BYTES
                + RecordFormat.sizeOf(ListModel.plain(1).get(0), true)
                + RecordFormat.sizeOf(ListModel.plain(2).get(1), false);
        disk.flip(FIRST, third + 8);
        LogFiles files = LogFiles.open(disk);
        List<LogMessage> read = new ArrayList<>();

        DamagedLogException damage = assertThrows(DamagedLogException.class, () -> readInto(read, files));

        assertEquals(ListModel.plain(2), read);
        assertEquals(2, files.messages());
        assertEquals(FIRST, damage.file());
        assertEquals(third, damage.offset());
    }

    @Test
    void aMissingSegmentIsDamage() throws Exception {
        filled(SHORT_SEGMENTS, 1, 1, 1, 1, 1, 1, 1).close();
        List<String> segments = Recovery.segmentNames(disk);
        disk.delete(segments.get(1));
        LogFiles files = LogFiles.open(disk);

        DamagedLogException damage = assertThrows(DamagedLogException.class, () -> readInto(new ArrayList<>(), files));

        assertEquals(segments.get(2), damage.file());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void whatIsBeingWrittenIsReadOnceItIsWhole(int look) throws Exception {
        filled(ONE_SEGMENT, 1, 1).close();
        byte[] whole = disk.content(FIRST);
        int second =
                Segment.HEADER_BYTES + RecordFormat.sizeOf(ListModel.plain(1).get(0), true);
        byte[] half = Arrays.copyOf(Arrays.copyOf(whole, second + 9), whole.length);
        disk.put(FIRST, half);

        LogFiles files = LogFiles.open(disk);
        disk.beforeRead(look, second, () -> disk.put(FIRST, whole));

        // Looked at: whether anything is behind the sound ones, whether that is a later write, and once more.
        boolean inTime = look <= 3;
        assertEquals(ListModel.plain(inTime ? 2 : 1), readAll(files));
        assertEquals(inTime, files.tornTail().isEmpty());
    }

    @Test
    void countsTheBytesAsItReads() throws Exception {
        filled(SHORT_SEGMENTS, 1, 1, 1, 1, 1).close();
        LogFiles files = LogFiles.open(disk);
        List<Long> bytes = new ArrayList<>();

        while (files.next() != null) {
            bytes.add(files.bytes());
        }

        List<Long> grown = new ArrayList<>();
        long end = 0;
        for (String name : Recovery.segmentNames(disk)) {
            end += disk.content(name).length;
            grown.add(end);
        }
        assertEquals(5, bytes.size());
        assertTrue(bytes.containsAll(grown), bytes + " without all of " + grown);
        assertEquals(bytes.stream().sorted().toList(), bytes);
    }

    @Test
    void leavesNoFileOpen() throws Exception {
        filled(SHORT_SEGMENTS, 1, 1, 1, 1, 1).close();
        int before = disk.openFiles();

        LogFiles whole = LogFiles.open(disk);
        readAll(whole);
        assertEquals(before, disk.openFiles());

        LogFiles begun = LogFiles.open(disk);
        begun.next();
        assertEquals(before + 1, disk.openFiles());
        begun.close();
        assertEquals(before, disk.openFiles());
    }

    @Test
    void aDirectoryOfNoNodeIsRefused() {
        DiskException refused = assertThrows(DiskException.class, () -> LogFiles.open(disk));

        assertFalse(refused instanceof DamagedLogException);
        assertEquals("no node keeps its log there: it has no file node", refused.reason());
    }

    @Test
    void segmentsWithoutANodeAreDamage() throws Exception {
        filled(ONE_SEGMENT, 1).close();
        disk.delete("node");

        assertEquals(
                "node",
                assertThrows(DamagedLogException.class, () -> LogFiles.open(disk))
                        .file());
    }

    @Test
    void aNodeWithoutMessagesHasAnEmptyLog() throws Exception {
        filled(ONE_SEGMENT).close();

        LogFiles files = LogFiles.open(disk);

        assertNull(files.next());
        assertEquals(0, files.segments());
        assertEquals(0, files.bytes());
    }

    private TestLog filled(int segmentBytes, int... writes) throws DiskException {
        TestLog filling = TestLog.master(disk, segmentBytes);
        for (int count : writes) {
            filling.write(count);
        }
        return filling;
    }

    private static List<LogMessage> readAll(LogFiles files) throws DiskException {
        List<LogMessage> read = new ArrayList<>();
        readInto(read, files);
        return read;
    }

    private static void readInto(List<LogMessage> read, LogFiles files) throws DiskException {
        for (LogMessage next = files.next(); next != null; next = files.next()) {
            read.add(next);
        }
    }
}
