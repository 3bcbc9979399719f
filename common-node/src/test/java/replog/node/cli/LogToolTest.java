package replog.node.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import replog.node.disk.DataDirectory;
import replog.node.log.BackgroundWorker;
import replog.node.log.SegmentLog;
import replog.proto.sim.Samples;
import replog.proto.sim.VirtualScheduler;

class LogToolTest {

    private static final String SEGMENT = "0000000000000000000.log";
    private static final int HEADER_BYTES = 38;
    private static final int RECORD_BYTES = 15;

    @TempDir
    private Path temp = Path.of("");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final StringWriter err = new StringWriter();
    private String node = "";
    private String log = "";

    /** Three messages, each written by itself. */
    @BeforeEach
    void fill() throws Exception {
        VirtualScheduler core = new VirtualScheduler();
        BackgroundWorker atOnce = work -> work.get().run();
        SegmentLog filling = SegmentLog.open(
                DataDirectory.claim(temp),
                SegmentLog.Owner.MASTER,
                4096,
                UUID::randomUUID,
                line -> {},
                core,
                atOnce,
                atOnce);
        for (String text : List.of("Msg0", "a\"b\n", "zwei")) {
            filling.append(Samples.message(filling.end(), text));
            core.runDue();
        }
        node = filling.nodeId().toString();
        log = filling.id().orElseThrow().toString();
        filling.close();
    }

    @Test
    void verifyTellsWhatThereIs() {
        assertEquals(0, run("verify", temp.toString()));

        List<String> lines = printed().lines().toList();
        assertEquals(
                List.of(
                        "node      " + node,
                        "log       " + log,
                        "segments  1",
                        "messages  3",
                        "first id  0",
                        "last id   2",
                        "bytes     " + (HEADER_BYTES + 3 * RECORD_BYTES)),
                lines.subList(0, 7));
        assertTrue(lines.get(7).matches("checksum  [0-9a-f]{8}"), lines::toString);
        assertEquals(8, lines.size());
        assertEquals("", err.toString());
    }

    @Test
    void verifyTellsOfATornTailAndExitsWith0() throws Exception {
        cutTo(HEADER_BYTES + 3 * RECORD_BYTES - 1);

        assertEquals(0, run("verify", temp.toString()));

        assertTrue(printed().contains("messages  2\n"), printed());
        assertTrue(
                printed()
                        .endsWith("torn tail 14 bytes of " + SEGMENT
                                + " from offset 68; a node that starts here cuts it\n"),
                printed());
    }

    @Test
    void verifyTellsOfDamageWithFileAndOffsetAndExitsWith1() throws Exception {
        damageSecond();

        assertEquals(1, run("verify", temp.toString()));

        assertTrue(printed().contains("messages  1\n"), printed());
        assertTrue(
                printed()
                        .contains("damage    the log is damaged: " + SEGMENT + " at offset "
                                + (HEADER_BYTES + RECORD_BYTES)),
                printed());
    }

    @Test
    void dumpPrintsTheMessagesAsTheListHasThem() {
        assertEquals(0, run("dump", temp.toString()));

        assertEquals("""
                {"id":0,"message":"Msg0"}
                {"id":1,"message":"a\\"b\\n"}
                {"id":2,"message":"zwei"}
                """, printed());
    }

    @Test
    void dumpPrintsASlice() {
        assertEquals(0, run("dump", temp.toString(), "--from", "1", "--limit=1"));
        assertEquals("{\"id\":1,\"message\":\"a\\\"b\\n\"}\n", printed());

        out.reset();
        assertEquals(0, run("dump", "--from=3", temp.toString()));
        assertEquals(0, run("dump", "--limit=0", temp.toString()));
        assertEquals("", printed());
    }

    @Test
    void dumpPrintsWhatIsBeforeTheDamageAndExitsWith1() throws Exception {
        damageSecond();

        assertEquals(1, run("dump", temp.toString()));

        assertEquals("{\"id\":0,\"message\":\"Msg0\"}\n", printed());
        assertEquals(1, err.toString().lines().count());
        assertTrue(err.toString().contains(SEGMENT + " at offset 53"), err.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"verify", "dump"})
    void whatIsNoDataDirectoryIsToldInOneLine(String command) throws Exception {
        Path missing = temp.resolve("missing");
        Path empty = Files.createDirectory(temp.resolve("empty"));

        assertEquals(1, run(command, missing.toString()));
        assertEquals(1, run(command, empty.toString()));

        assertEquals(
                List.of(
                        missing + ": there is no such directory",
                        empty + ": no node keeps its log there: it has no file node"),
                err.toString().lines().toList());
        assertEquals("", printed());
        assertFalse(Files.exists(empty.resolve("lock")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "verify",
                "dump",
                "erase DIR",
                "verify DIR other",
                "verify --from=1 DIR",
                "dump --from=-1 DIR",
                "dump --limit=x DIR",
                "dump --limit=9999999999999999999 DIR"
            })
    void wrongUsageIsToldWithTheUsageAndExitsWith2(String arguments) {
        String[] words = arguments.isEmpty()
                ? new String[0]
                : arguments.replace("DIR", temp.toString()).split(" ");

        assertEquals(2, run(words));

        List<String> lines = err.toString().lines().toList();
        assertTrue(lines.get(1).startsWith("Usage: toy-node log"), err.toString());
        assertEquals("", printed());
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "verify --help", "dump --help"})
    void helpExitsWith0(String arguments) {
        assertEquals(0, run(arguments.split(" ")));

        assertTrue(printed().startsWith("Usage: toy-node log"), printed());
        assertEquals("", err.toString());
    }

    @Test
    void whoeverReadsMayHaveEnough() {
        assertEquals(0, run(new Failing("Broken pipe"), "dump", temp.toString()));
        assertEquals("", err.toString());
    }

    @Test
    void whatCannotBePrintedIsToldInOneLine() {
        assertEquals(1, run(new Failing("No space left on device"), "dump", temp.toString()));
        assertEquals("cannot print: No space left on device\n", err.toString());
    }

    private static final class Failing extends OutputStream {
        private final String reason;

        Failing(String reason) {
            this.reason = reason;
        }

        @Override
        public void write(int b) throws IOException {
            throw new IOException(reason);
        }
    }

    private int run(String... arguments) {
        return run(out, arguments);
    }

    private int run(OutputStream target, String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "log";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        assertTrue(LogTool.isMeant(all));
        return LogTool.run(new ToyNode(), all, target, new PrintWriter(err, true));
    }

    private String printed() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private void damageSecond() throws IOException {
        byte[] bytes = Files.readAllBytes(temp.resolve(SEGMENT));
        bytes[HEADER_BYTES + 2 * RECORD_BYTES - 1] ^= 1;
        Files.write(temp.resolve(SEGMENT), bytes);
    }

    private void cutTo(int length) throws IOException {
        Path segment = temp.resolve(SEGMENT);
        Files.write(segment, Arrays.copyOf(Files.readAllBytes(segment), length));
    }
}
