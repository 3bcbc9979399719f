package replog.node.disk;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import replog.node.log.DiskException;
import replog.node.log.DiskFile;

class OsFileTest {

    private static final int MAX_CALL_BYTES = 256 << 10;

    @TempDir
    private Path temp = Path.of("");

    @Test
    void oneCallWritesAndReadsNoMoreThanItsBufferOutsideTheHeapMayTake() throws Exception {
        DiskFile file = DataDirectory.claim(temp).create("f");
        ByteBuffer source = ByteBuffer.allocate(MAX_CALL_BYTES + 1);
        ByteBuffer target = ByteBuffer.allocate(2 * MAX_CALL_BYTES);

        assertEquals(MAX_CALL_BYTES, file.write(0, source));
        assertEquals(1, source.remaining());
        assertEquals(1, file.write(MAX_CALL_BYTES, source));

        assertEquals(MAX_CALL_BYTES, file.read(0, target));
        assertEquals(MAX_CALL_BYTES, target.remaining());
        assertEquals(1, file.read(MAX_CALL_BYTES, target));
        assertEquals(-1, file.read(MAX_CALL_BYTES + 1, target));
    }

    @Test
    void manyCallsWriteAndReadAllOfIt() throws Exception {
        DiskFile file = DataDirectory.claim(temp).create("f");
        byte[] bytes = new byte[3 * MAX_CALL_BYTES + 5];
        new Random(1).nextBytes(bytes);

        file.writeFully(100, ByteBuffer.wrap(bytes));
        file.sync();

        ByteBuffer read = ByteBuffer.allocate(bytes.length + 10);
        file.readFully(100, read);
        assertEquals(bytes.length, read.position());
        assertArrayEquals(bytes, Arrays.copyOf(read.array(), bytes.length));
        assertEquals(100 + bytes.length, file.length());
    }

    @Test
    void isCutToALength() throws Exception {
        DiskFile file = DataDirectory.claim(temp).create("f");
        file.writeFully(0, ByteBuffer.wrap(new byte[10]));

        file.truncate(3);

        assertEquals(3, file.length());
    }

    @Test
    void whatFailsIsToldInOneLineWithTheFile() throws Exception {
        DiskFile file = DataDirectory.claim(temp).create("f");
        file.close();

        DiskException failure = assertThrows(DiskException.class, () -> file.write(0, ByteBuffer.allocate(1)));

        assertTrue(failure.reason().startsWith("cannot write f: "), failure.reason());
    }
}
