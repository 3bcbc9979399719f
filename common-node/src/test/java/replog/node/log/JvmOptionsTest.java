package replog.node.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** That what {@code jvm.options} says fits the list in memory. */
class JvmOptionsTest {

    private static final int ARRAY_HEAD_BYTES = 16;
    private static final Path FILE = Path.of(System.getProperty("basedir", ""), "../jvm.options");

    @Test
    void aFullChunkIsARegion() throws IOException {
        Matcher option = Pattern.compile("^-XX:G1HeapRegionSize=(\\d+)m$", Pattern.MULTILINE)
                .matcher(Files.readString(FILE));

        assertTrue(option.find());
        assertEquals(Integer.parseInt(option.group(1)) << 20, InMemoryLog.CHUNK_BYTES + ARRAY_HEAD_BYTES);
    }
}
