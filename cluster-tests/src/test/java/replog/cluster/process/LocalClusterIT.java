package replog.cluster.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import replog.chaos.Repository;
import replog.cluster.harness.Await;
import replog.cluster.harness.Cluster;
import replog.cluster.harness.CommandRun;
import replog.cluster.harness.NodeClient;
import replog.cluster.harness.NodeProcess;
import replog.cluster.harness.ReadyOrSkip;

/** {@code ./local-cluster}, on the ports that it always takes. */
class LocalClusterIT {

    @Test
    void startsThreeNodesThatWorkTogetherAndEndsThemAtCtrlC() {
        ReadyOrSkip.needFreePorts(8080, 8081, 8082, 6000);
        try (NodeProcess script = start("--send-delay-ms", "0", "--reconnect-ms", "100")) {
            script.output().await("The cluster runs");
            NodeClient master = new NodeClient(8080);
            Await.until(
                    "all three are there",
                    () -> master.health().path("secondaries").size() == 2);

            assertEquals(
                    Set.of("master", "bonnie", "clyde_"),
                    Set.copyOf(master.post("Msg1", 3).acknowledgedBy()));
            assertEquals(List.of("Msg1"), new NodeClient(8081).messages());
            assertEquals(List.of("Msg1"), new NodeClient(8082).messages());
            script.output().await("^master  \\| .*no artificial delay");
            script.output().await("^bonnie  \\| .*no artificial delay");
            script.output().await("^clyde_  \\| .*no artificial delay");
            List<ProcessHandle> nodes = script.descendants();
            assertTrue(nodes.size() >= 3);

            script.interrupt();

            assertEquals(0, script.awaitExit());
            nodes.forEach(node -> assertFalse(node.isAlive(), node::toString));
            assertEquals(Optional.empty(), script.output().takeUnforeseen());
        }
    }

    @Test
    void goesOnWithAJavaThatMakesNoArchivesOfClasses(@TempDir Path folder) throws IOException {
        ReadyOrSkip.needFreePorts(8080, 8081, 8082, 6000);
        Path java = folder.resolve("java");
        Files.writeString(java, """
                #!/bin/sh
                case "$*" in *ArchiveClassesAtExit* | *-Xshare:on*) exit 1 ;; esac
                exec %s "$@"
                """.formatted(Cluster.javaCommand()));
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwx------"));
        String path = "PATH=" + folder + ":" + System.getenv("PATH");
        try (NodeProcess script = NodeProcess.start(
                "local-cluster", 8080, List.of("env", path, "./local-cluster", "--send-delay-ms", "0"))) {
            script.output().await("^local-cluster: the nodes start without archives of their classes: ");
            script.output().await("The cluster runs");

            script.interrupt();

            assertEquals(0, script.awaitExit());
        }
    }

    @Test
    void keepsTheLogOfEachNodeInADirectoryOfItsOwnWhereverItIsStarted(@TempDir Path folder) {
        ReadyOrSkip.needFreePorts(8080, 8081, 8082, 6000);

        assertEquals(List.of("Msg1"), addTo(folder, "Msg1", "REPLOG_DATA_DIR=", "--data-dir", "log"));
        assertEquals(List.of("Msg1", "Msg2"), addTo(folder, "Msg2", "REPLOG_DATA_DIR=log"));

        List.of("master", "bonnie", "clyde_")
                .forEach(name -> assertTrue(
                        Files.exists(folder.resolve("log").resolve(name).resolve("node")), name));
    }

    /** The list once a cluster that was started in {@code folder} has the message everywhere. */
    private static List<String> addTo(Path folder, String message, String variable, String... options) {
        String script = Repository.root().resolve("local-cluster").toString();
        List<String> command = new ArrayList<>(
                List.of("sh", "-c", "cd \"$0\" && exec env \"$@\"", folder.toString(), variable, script));
        command.addAll(List.of("--send-delay-ms", "0"));
        command.addAll(List.of(options));
        try (NodeProcess cluster = NodeProcess.start("local-cluster", 8080, command)) {
            cluster.output().await("The cluster runs");
            assertEquals(200, new NodeClient(8080).post(message, 3).status());
            List<String> messages = new NodeClient(8082).messages();

            cluster.interrupt();

            assertEquals(0, cluster.awaitExit());
            return messages;
        }
    }

    @Test
    void tellsHowToStartADeadNodeAgainFromAnyDirectory() {
        ReadyOrSkip.needFreePorts(8080, 8081, 8082, 6000);
        try (NodeProcess script = start("--send-delay-ms", "0")) {
            String kill = script.output().await("kill -9 [0-9]+ ");
            CommandRun.of("sh", "-c", kill).expect(0);
            String again = script.output().await("^clyde_  \\| -- ended with exit code 137; to start it again");
            String command = again.substring(again.indexOf(": ") + 2);
            try (NodeProcess clyde = NodeProcess.start("clyde_", 8082, List.of("sh", "-c", "cd / && " + command))) {
                assertEquals(
                        Set.of("master", "bonnie", "clyde_"),
                        Set.copyOf(new NodeClient(8080).post("Msg1", 3).acknowledgedBy()));
                clyde.descendants().forEach(ProcessHandle::destroy);
            }

            script.interrupt();

            assertEquals(0, script.awaitExit());
        }
    }

    @Test
    void complainsOnceAboutAWrongOption() {
        CommandRun run =
                CommandRun.of("./local-cluster", "--send-delay-ms", "often").expect(2);

        assertEquals(1, run.err().lines().filter(line -> line.contains("often")).count(), run.err());
    }

    @Test
    void complainsAboutAnOptionThatNoNodeHas() {
        CommandRun run = CommandRun.of("./local-cluster", "--nix").expect(2);

        assertTrue(run.out().contains("Unknown option: '--nix'"), run.out());
        assertFalse(run.out().contains("to start it again"), run.out());
    }

    private static NodeProcess start(String... options) {
        List<String> command = new ArrayList<>(List.of("./local-cluster"));
        command.addAll(List.of(options));
        return NodeProcess.start("local-cluster", 8080, command);
    }
}
