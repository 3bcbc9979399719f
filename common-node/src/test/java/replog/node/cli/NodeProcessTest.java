package replog.node.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Exit codes and outputs of a real process, with a toy for a node. */
@Timeout(60)
class NodeProcessTest {

    @TempDir
    private Path directory = Path.of("");

    private @Nullable Process process;

    @AfterEach
    void leaveNothingBehind() {
        if (process != null) {
            process.destroyForcibly();
        }
    }

    @Test
    void aTerminatedNodeStopsInGoodOrderAndExitsWith0() throws Exception {
        Process toy = start("--name", "clyde_");
        BufferedReader out = toy.inputReader(StandardCharsets.UTF_8);
        List<String> lines = readUntil("toy runs", out);

        toy.toHandle().destroy(); // Unlike toy.destroy(), it leaves the output open.
        lines.addAll(out.lines().toList());

        assertEquals(0, toy.waitFor());
        assertEquals(List.of(), errorLines());
        assertTrue(
                lines.stream()
                        .anyMatch(line -> line.matches("\\[ +\\d+\\.\\d{3}s] \\[clyde_,main] \\[Info] "
                                + "\\[ToyNode] artificial delay 1000-2000 ms before each request: a demonstration of a slow network; "
                                + "--send-delay-ms 0 for real use")),
                lines::toString);
        assertTrue(lines.stream().anyMatch(line -> line.endsWith("[Info] [ToyNode] stopping")), lines::toString);
        assertTrue(lines.contains("toy stopped"), lines::toString);
    }

    @Test
    void aNodeThatCannotStartSaysWhyInOneLineAndExitsWith1() throws Exception {
        Process toy = start("--name", ToyNode.CANNOT_START);

        assertEquals(1, toy.waitFor());
        assertEquals(List.of("cannot listen on 127.0.0.1:8088: Address already in use"), errorLines());
    }

    @Test
    void aWrongOptionExitsWith2() throws Exception {
        Process toy = start("--http-port", "x");

        assertEquals(2, toy.waitFor());
        assertEquals(
                "Invalid value for option '--http-port': 'x' is not a whole number from 1 to 65535",
                errorLines().get(0));
        assertEquals(List.of(), toy.inputReader(StandardCharsets.UTF_8).lines().toList());
    }

    @Test
    void helpExitsWith0() throws Exception {
        Process toy = start("--help");

        assertEquals(0, toy.waitFor());
        assertTrue(toy.inputReader(StandardCharsets.UTF_8).readLine().startsWith("Usage: toy-node "));
    }

    @Test
    void aBugIsLoggedWithItsStackTraceBehindAllLinesBeforeAndExitsWith3() throws Exception {
        List<String> lines = assertBugEndsTheProcess(start("--name", ToyNode.HAS_A_BUG));

        for (int i = 1; i <= ToyNode.LINES_BEFORE_THE_BUG; i++) {
            String end = "[Info] [ToyNode] line " + i;
            assertTrue(lines.stream().anyMatch(line -> line.endsWith(end)), end);
        }
    }

    @Test
    void aBugAtTheStartIsLoggedWithItsStackTraceAndExitsWith3() throws Exception {
        assertBugEndsTheProcess(start("--name", ToyNode.HAS_A_BUG_AT_START));
    }

    @Test
    void aNodeOutOfMemorySaysSoOnStandardErrorWhateverBecomesOfItsLogAndExitsWith3() throws Exception {
        Process toy = start("--name", ToyNode.IS_OUT_OF_MEMORY);

        assertEquals(3, toy.waitFor());
        assertEquals(List.of("out of memory: this node ends; a longer list needs a larger heap (-Xmx)"), errorLines());
    }

    private List<String> assertBugEndsTheProcess(Process toy) throws Exception {
        List<String> lines = toy.inputReader(StandardCharsets.UTF_8).lines().toList();

        assertEquals(3, toy.waitFor());
        assertEquals(List.of(), errorLines());
        assertTrue(
                lines.stream()
                        .anyMatch(line -> line.endsWith(
                                "[Error] [ToyNode] giving up: java.lang.IllegalStateException: a toy's bug")),
                lines::toString);
        assertTrue(lines.stream().anyMatch(line -> line.startsWith("\tat replog.node.cli.ToyNode.")), lines::toString);
        return lines;
    }

    private Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                ToyNode.class.getName()));
        command.addAll(List.of(arguments));
        process = new ProcessBuilder(command)
                .redirectError(directory.resolve("err").toFile())
                .start();
        return process;
    }

    private List<String> errorLines() throws IOException {
        return Files.readAllLines(directory.resolve("err"));
    }

    private static List<String> readUntil(String last, BufferedReader lines) throws IOException {
        List<String> read = new ArrayList<>();
        do {
            read.add(Objects.requireNonNull(lines.readLine(), () -> "no line '" + last + "' after " + read));
        } while (!read.get(read.size() - 1).equals(last));
        return read;
    }
}
