package replog.node.disk;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import replog.node.log.DiskException;
import replog.node.log.DiskFile;

class DataDirectoryTest {

    @TempDir
    private Path temp = Path.of("");

    @Test
    void isMadeWithAllAboveIt() throws Exception {
        Path deep = temp.resolve("a/b/c");

        DataDirectory.claim(deep);

        assertTrue(Files.isDirectory(deep));
    }

    @Test
    void isClaimedOnce() throws Exception {
        DataDirectory.claim(temp);

        assertEquals(temp + " is in use by this process already", refused(temp));
    }

    @Test
    void isLookedAtWhoeverHasIt() throws Exception {
        DataDirectory claimed = DataDirectory.claim(temp);
        claimed.create("f").close();

        assertTrue(DataDirectory.lookAt(temp).names().contains("f"));
    }

    @Test
    void whatIsLookedAtIsNeitherMadeNorChanged() throws Exception {
        Path missing = temp.resolve("missing");
        assertEquals(
                "there is no such directory",
                assertThrows(DiskException.class, () -> DataDirectory.lookAt(missing))
                        .reason());

        Files.write(temp.resolve("f"), new byte[] {1, 2, 3});
        DataDirectory.lookAt(temp).open("f").close();

        assertArrayEquals(new byte[] {1, 2, 3}, Files.readAllBytes(temp.resolve("f")));
        assertFalse(Files.exists(temp.resolve("lock")));
    }

    @Test
    void whatIsNoDirectoryIsToldInOneLine() throws Exception {
        Path file = Files.createFile(temp.resolve("file"));

        assertEquals("cannot use " + file + ": it is not a directory", refused(file));
    }

    @Test
    void whatCannotBeWrittenIsToldInOneLine() throws Exception {
        Path readOnly = Files.createDirectory(
                temp.resolve("read-only"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("r-xr-xr-x")));
        Assumptions.assumeFalse(Files.isWritable(readOnly), "root may write everywhere");

        assertEquals("cannot use " + readOnly + ": permission denied", refused(readOnly));
        assertEquals("cannot use " + readOnly.resolve("new") + ": permission denied", refused(readOnly.resolve("new")));
    }

    @Test
    void filesAreMadeRenamedAndRemoved() throws Exception {
        DataDirectory directory = DataDirectory.claim(temp);
        directory.create("one").close();
        directory.create("two").close();
        directory.create("three").close();

        directory.rename("one", "two");
        directory.delete("three");
        directory.syncNames();

        assertEquals(Set.of("lock", "two"), new TreeSet<>(directory.names()));
    }

    @Test
    void aFileThatIsMadeAgainIsEmpty() throws Exception {
        DataDirectory directory = DataDirectory.claim(temp);
        try (DiskFile file = directory.create("f")) {
            file.writeFully(0, ByteBuffer.wrap(new byte[10]));
        }

        try (DiskFile file = directory.create("f")) {
            assertEquals(0, file.length());
        }
    }

    @Test
    void whatFailsIsToldInOneLine() throws Exception {
        DataDirectory directory = DataDirectory.claim(temp);

        for (String reason : List.of(
                assertThrows(DiskException.class, () -> directory.open("none")).reason(),
                assertThrows(DiskException.class, () -> directory.delete("none"))
                        .reason(),
                assertThrows(DiskException.class, () -> directory.rename("none", "other"))
                        .reason())) {
            assertTrue(reason.matches("cannot \\w+ none.*: no such file"), reason);
        }
    }

    private static String refused(Path directory) {
        return assertThrows(DiskException.class, () -> DataDirectory.claim(directory))
                .reason();
    }
}
