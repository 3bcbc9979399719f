package replog.node.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import replog.proto.message.LogId;

class SegmentTest {

    private static final Segment SEGMENT =
            new Segment(new LogId(new UUID(0x0102030405060708L, 0x090a0b0c0d0e0f10L)), 300, 0x89abcdef);
    private static final String NAME = "0000000000000000300.log";

    private final MemoryDisk disk = new MemoryDisk();

    @Test
    void isNamedAfterItsFirstId() {
        assertEquals(NAME, SEGMENT.fileName());
        assertEquals("0000000000000000300.index", SEGMENT.indexName());
        assertEquals(OptionalLong.of(300), Segment.firstIdOf(NAME));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"node", "300.log", "0000000000000000300.index", "0000000000000000300.log.damaged", "lock", ""})
    void noOtherFileIsASegment(String name) {
        assertTrue(Segment.firstIdOf(name).isEmpty());
    }

    @Test
    void theHeaderIsLaidOutAsDocumented() {
        String fields = "52504c47" + "0001" + "0102030405060708090a0b0c0d0e0f10" + "000000000000012c" + "89abcdef";
        CRC32C crc = new CRC32C();
        crc.update(HexFormat.of().parseHex(fields));

        assertEquals(
                fields + String.format("%08x", crc.getValue()),
                HexFormat.of().formatHex(SEGMENT.header().array()));
    }

    @Test
    void isReadAsItWasWritten() throws Exception {
        assertEquals(SEGMENT, read(NAME, SEGMENT.header().array()));
    }

    @Test
    void eachChangedByteOfTheHeaderIsNoticed() {
        for (int at = 0; at < Segment.HEADER_BYTES; at++) {
            byte[] changed = SEGMENT.header().array();
            changed[at] ^= 1;

            assertEquals(NAME, refused(NAME, changed).file());
        }
    }

    @Test
    void aHeaderThatIsCutOffIsNoticedWhereItEnds() {
        for (int length = 0; length < Segment.HEADER_BYTES; length++) {
            byte[] cut = Arrays.copyOf(SEGMENT.header().array(), length);

            assertEquals(length, refused(NAME, cut).offset());
        }
    }

    @Test
    void aFileOfAnotherNameIsNoticed() {
        DamagedLogException damage =
                refused("0000000000000000301.log", SEGMENT.header().array());

        assertTrue(damage.reason().contains(NAME), damage.reason());
    }

    @Test
    void anotherVersionIsNoDamage() {
        byte[] header = SEGMENT.header().array();
        header[5] = 2;
        CRC32C crc = new CRC32C();
        crc.update(header, 0, Segment.HEADER_BYTES - Integer.BYTES);
        ByteBuffer.wrap(header).putInt(Segment.HEADER_BYTES - Integer.BYTES, (int) crc.getValue());

        DiskException refused = assertThrows(DiskException.class, () -> read(NAME, header));

        assertFalse(refused instanceof DamagedLogException, "a later version must never be set aside");
        assertEquals(NAME + " has version 2 of the format, this is 1", refused.reason());
    }

    private DamagedLogException refused(String name, byte[] bytes) {
        return assertThrows(DamagedLogException.class, () -> read(name, bytes));
    }

    private Segment read(String name, byte[] bytes) throws DiskException {
        disk.put(name, bytes);
        try (DiskFile file = disk.open(name)) {
            return Segment.read(name, file);
        }
    }
}
