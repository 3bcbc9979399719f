package replog.cluster.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import replog.chaos.FreePorts;
import replog.chaos.Repository;
import replog.cluster.harness.CommandRun;

/** What nodes answer at the command line instead of running. */
class CommandLineIT {

    private static final String MASTER = "master-node";
    private static final String SECONDARY = "secondary-node";

    static Stream<Arguments> wrongOptions() {
        return Stream.of(
                arguments(MASTER, List.of("--htpp-port", "1"), "--htpp-port"),
                arguments(MASTER, List.of("--http-port", "no"), "--http-port"),
                arguments(MASTER, List.of("--http-port", "65536"), "--http-port"),
                arguments(MASTER, List.of("--http-port"), "--http-port"),
                arguments(MASTER, List.of("--name", "two words"), "--name"),
                arguments(MASTER, List.of("--send-delay-ms", "9-3"), "--send-delay-ms"),
                arguments(MASTER, List.of("--comm-workers", "0"), "--comm-workers"),
                arguments(MASTER, List.of("--quorum", "0"), "--quorum"),
                arguments(MASTER, List.of("--heartbeat-ms", "0"), "--heartbeat-ms"),
                arguments(MASTER, List.of("--max-message-bytes", "0"), "--max-message-bytes"),
                arguments(MASTER, List.of("--reconnect-ms", "3"), "--reconnect-ms"),
                arguments(MASTER, List.of("stray"), "stray"),
                arguments(SECONDARY, List.of("--comm-port", "6000"), "--comm-port"),
                arguments(SECONDARY, List.of("--master-comm-port", "0"), "--master-comm-port"),
                arguments(SECONDARY, List.of("--response-timeout-ms", "0"), "--response-timeout-ms"));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("wrongOptions")
    void aWrongOptionIsNamedInOneLineBeforeTheUsage(String node, List<String> options, String named) {
        CommandRun run = run(node, Map.of(), options).expect(2);

        List<String> lines = run.err().lines().toList();
        assertTrue(lines.get(0).contains(named), run.err());
        assertTrue(lines.get(1).startsWith("Usage: "), run.err());
        assertEquals("", run.out());
        assertNothingUnforeseen(run);
    }

    @Test
    void aWrongEnvironmentVariableIsNamed() {
        CommandRun run =
                run(MASTER, Map.of("REPLOG_COMM_PORT", "here"), List.of()).expect(2);

        assertTrue(run.err().lines().findFirst().orElse("").contains("REPLOG_COMM_PORT"), run.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {MASTER, SECONDARY})
    void aPortInUseIsToldInOneLineWhereverItWasGiven(String node) throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            Map<String, String> elsewhere = Map.of("REPLOG_COMM_PORT", freePort());

            assertIsInUse(port, run(node, elsewhere, List.of("--http-port", port)));
            Map<String, String> there = Map.of("REPLOG_HTTP_PORT", port, "REPLOG_COMM_PORT", freePort());
            assertIsInUse(port, run(node, there, List.of()));
        }
    }

    @Test
    void theCommandLineWinsOverTheEnvironment() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            Map<String, String> environment = Map.of("REPLOG_COMM_PORT", "1", "REPLOG_HTTP_PORT", freePort());

            assertIsInUse(port, run(MASTER, environment, List.of("--comm-port", port)));
        }
    }

    @Test
    void anAddressThatIsNotOfThisMachineIsToldInOneLine() {
        CommandRun run = run(
                        MASTER, Map.of(), List.of("--http-port", freePort(), "--bind-address", "no-such-host.invalid"))
                .expect(1);

        assertEquals(1, run.err().lines().count(), run.err());
        assertTrue(run.err().contains("no-such-host.invalid"), run.err());
        assertNothingUnforeseen(run);
    }

    @ParameterizedTest
    @ValueSource(strings = {MASTER, SECONDARY})
    void helpShowsEveryOptionAndTheVersionIsThatOfTheBuild(String node) {
        CommandRun help = run(node, Map.of(), List.of("--help")).expect(0);
        List<String> options = new ArrayList<>(List.of(
                "--http-port",
                "--name",
                "--http-workers",
                "--bind-address",
                "--response-timeout-ms",
                "--send-delay-ms",
                "--max-message-bytes",
                "--help",
                "--version"));
        options.addAll(
                node.equals(MASTER)
                        ? List.of("--comm-port", "--comm-workers", "--heartbeat-ms", "--quorum", "--max-waiting")
                        : List.of("--master-ip", "--master-comm-port", "--reconnect-ms"));
        options.forEach(option -> assertTrue(help.out().contains(option), option + " is missing in:\n" + help.out()));
        assertEquals("", help.err());

        CommandRun version = run(node, Map.of(), List.of("--version")).expect(0);
        assertTrue(version.out().strip().matches(node + " \\d+\\.\\d+\\.\\d+.*"), version.out());
    }

    @ParameterizedTest
    @ValueSource(strings = {MASTER, SECONDARY})
    void theLogInADirectoryIsLookedAtInsteadOfRunningANode(String node, @TempDir Path directory) throws IOException {
        byte[] nodeFile = """
                replog-node/1
                nodeId 5f0c2b1e-8d3a-4c57-9a41-3e6d7b208c94
                logId c1a9e7d4-2b60-4f38-8e15-70d2f4b6a839
                caughtUp true
                crc32c f54b0394
                """.getBytes(StandardCharsets.UTF_8);
        Files.write(directory.resolve("node"), nodeFile);

        CommandRun verified = run(node, Map.of(), List.of("log", "verify", directory.toString()))
                .expect(0);
        CommandRun dumped = run(node, Map.of(), List.of("log", "dump", directory.toString()))
                .expect(0);
        CommandRun missing = run(node, Map.of(), List.of("log", "verify", directory + "/none"))
                .expect(1);
        CommandRun wrong = run(node, Map.of(), List.of("log", "erase")).expect(2);

        assertTrue(verified.out().contains("messages  0\n"), verified.out());
        assertEquals("", dumped.out());
        assertEquals(1, missing.err().lines().count(), missing.err());
        assertTrue(wrong.err().contains("Usage: " + node + " log"), wrong.err());
        assertNothingUnforeseen(missing);
        assertNothingUnforeseen(wrong);
    }

    private static String freePort() {
        return Integer.toString(FreePorts.next());
    }

    private static void assertIsInUse(String port, CommandRun run) {
        run.expect(1);
        assertEquals(1, run.err().lines().count(), run.err());
        assertTrue(run.err().contains(port) && run.err().contains("in use"), run.err());
        assertNothingUnforeseen(run);
    }

    private static void assertNothingUnforeseen(CommandRun run) {
        assertFalse((run.out() + run.err()).contains("Exception"), run::toString);
        assertFalse((run.out() + run.err()).contains("\tat "), run::toString);
    }

    private static CommandRun run(String node, Map<String, String> environment, List<String> options) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-jar", Repository.jar(node).toString()));
        command.addAll(options);
        return CommandRun.of(command, environment, 30_000);
    }
}
