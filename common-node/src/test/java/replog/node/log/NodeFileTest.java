package replog.node.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertThrowsExactly;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import replog.proto.message.LogId;
import replog.proto.message.NodeId;

class NodeFileTest {

    private static final NodeFile OF_NO_LOG = new NodeFile(new NodeId(new UUID(1, 2)), Optional.empty(), false);
    private static final NodeFile OF_A_LOG = OF_NO_LOG.with(new LogId(new UUID(3, 4)));

    private final MemoryDisk disk = new MemoryDisk();

    @Test
    void aDirectoryThatNeverWasANodesHasNone() throws Exception {
        assertEquals(Optional.empty(), NodeFile.read(disk));
    }

    @Test
    void isReadAsItWasWritten() throws Exception {
        for (NodeFile node : List.of(OF_NO_LOG, OF_A_LOG, OF_A_LOG.with(true))) {
            node.write(disk);

            assertEquals(Optional.of(node), NodeFile.read(disk));
        }
    }

    @Test
    void isReplacedInOneStepAndOnlyByWhatIsSynced() throws Exception {
        OF_NO_LOG.write(disk);

        assertEquals(
                List.of("sync node.new", "rename node.new node", "syncNames"),
                disk.calls().subList(2, disk.calls().size()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"create", "write", "sync", "rename"})
    void aFailureLeavesWhatWasThere(String failing) throws Exception {
        OF_NO_LOG.write(disk);
        disk.failOn(failing);

        assertThrows(DiskException.class, () -> OF_A_LOG.write(disk));

        assertEquals(Optional.of(OF_NO_LOG), NodeFile.read(disk));
    }

    @Test
    void eachChangedByteIsNoticed() throws Exception {
        OF_A_LOG.write(disk);
        int length = disk.content("node").length;

        for (int at = 0; at < length; at++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] changed = disk.content("node");
                changed[at] ^= (byte) (1 << bit);
                assertRefused(changed);
            }
        }
    }

    @Test
    void eachCutIsNoticed() throws Exception {
        OF_A_LOG.write(disk);
        byte[] whole = disk.content("node");

        for (int length = 0; length < whole.length; length++) {
            assertRefused(Arrays.copyOf(whole, length));
        }
    }

    @Test
    void anotherFormatIsNamed() {
        MemoryDisk other = new MemoryDisk();
        // The checksum is that of the four lines before it.
        String lines = "replog-node/2\nnodeId x\nlogId none\ncaughtUp true\n";
        CRC32C crc = new CRC32C();
        crc.update(lines.getBytes(StandardCharsets.UTF_8));
        other.put("node", (lines + String.format("crc32c %08x\n", crc.getValue())).getBytes(StandardCharsets.UTF_8));

        DiskException refusal = assertThrowsExactly(DiskException.class, () -> NodeFile.read(other));

        assertEquals("node has the format replog-node/2, this is replog-node/1", refusal.reason());
    }

    private static void assertRefused(byte[] bytes) {
        MemoryDisk changed = new MemoryDisk();
        changed.put("node", bytes);

        DamagedLogException damage = assertThrows(DamagedLogException.class, () -> NodeFile.read(changed));

        assertEquals("node", damage.file());
    }
}
