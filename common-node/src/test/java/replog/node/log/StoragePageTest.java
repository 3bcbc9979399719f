package replog.node.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import replog.proto.message.LogId;
import replog.proto.message.LogMessage;
import replog.proto.message.NodeId;
import replog.proto.sim.Samples;

/** Holds the example and the numbers of {@code docs/STORAGE.md} against the code. */
class StoragePageTest {

    private static final NodeId NODE = new NodeId(UUID.fromString("5f0c2b1e-8d3a-4c57-9a41-3e6d7b208c94"));
    private static final LogId LOG = new LogId(UUID.fromString("c1a9e7d4-2b60-4f38-8e15-70d2f4b6a839"));
    private static final List<LogMessage> LIST =
            List.of(Samples.message(0), Samples.message(1, "né"), Samples.message(2));
    private static final int SEGMENT_BYTES = 70;

    private static final Pattern NODE_FILE = Pattern.compile("```node\n(.*?)```", Pattern.DOTALL);
    private static final Pattern BINARY_FILE = Pattern.compile("```(\\d+\\.\\w+)\n(.*?)```", Pattern.DOTALL);
    private static final Pattern BYTES = Pattern.compile("^(?:[0-9a-f]{2} )*[0-9a-f]{2}(?=  )", Pattern.MULTILINE);

    @Test
    void readsTheExampleAsThePageSays() throws Exception {
        MemoryDisk disk = new MemoryDisk();
        example().forEach((name, hex) -> disk.put(name, HexFormat.of().parseHex(hex)));
        LogFiles files = LogFiles.open(disk);
        List<LogMessage> read = new ArrayList<>();

        for (LogMessage next = files.next(); next != null; next = files.next()) {
            read.add(next);
        }

        assertEquals(LIST, read);
        assertEquals(NODE, files.nodeId());
        assertEquals(LOG, files.logId().orElseThrow());
        TestLog opened = TestLog.master(disk, SEGMENT_BYTES);
        assertEquals(LIST, opened.readAll());
        assertEquals(List.of(), opened.told(), "nothing is wrong with it");
    }

    @Test
    void writesTheBytesOfTheExample() throws Exception {
        MemoryDisk disk = new MemoryDisk();
        new NodeFile(NODE, Optional.of(LOG), true).write(disk);
        TestLog writing = TestLog.master(disk, SEGMENT_BYTES);

        LIST.subList(0, 2).forEach(writing.log()::append);
        writing.settle();
        writing.log().append(LIST.get(2));
        writing.settle();
        writing.close();

        Map<String, String> written = new TreeMap<>();
        for (String name : disk.names()) {
            written.put(name, HexFormat.of().formatHex(disk.content(name)));
        }
        assertEquals(example(), written);
    }

    @Test
    void keepsToTheNumbersOfThePage() throws IOException {
        String page = page();

        assertTrue(page.contains("a header of " + Segment.HEADER_BYTES + " bytes"));
        assertTrue(page.contains("0 to " + LogMessage.MAX_KEY_BYTES + "; plus 128 in an anchor"));
        assertTrue(page.contains("one in every " + (SparseIndex.INTERVAL_BYTES >> 10) + " KiB"));
    }

    /** The files of the page, by name, in hex digits. */
    private static Map<String, String> example() throws IOException {
        Map<String, String> files = new TreeMap<>();
        MatchResult node = NODE_FILE.matcher(page()).results().findFirst().orElseThrow();
        files.put("node", HexFormat.of().formatHex(node.group(1).getBytes(StandardCharsets.UTF_8)));
        BINARY_FILE.matcher(page()).results().forEach(file -> files.put(file.group(1), hex(file.group(2))));
        return files;
    }

    private static String hex(String lines) {
        return BYTES.matcher(lines)
                .results()
                .map(MatchResult::group)
                .collect(Collectors.joining())
                .replace(" ", "");
    }

    private static String page() throws IOException {
        return Files.readString(Path.of("../docs/STORAGE.md"));
    }
}
