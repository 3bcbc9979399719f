package replog.cluster.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import replog.chaos.Repository;
import replog.cluster.harness.Await;
import replog.cluster.harness.Cluster;
import replog.cluster.harness.CommandRun;

/** {@code scripts/archive-classes}, for jars that are copies of the nodes'. */
class ClassArchiveIT {

    @TempDir
    private Path folder;

    @BeforeEach
    void copyJars() throws IOException {
        for (String module : List.of("master-node", "secondary-node")) {
            Files.copy(Repository.jar(module), jar(module));
        }
    }

    @Test
    void holdsTheClassesOfANode() throws IOException {
        archive().expect(0);

        for (String module : List.of("master-node", "secondary-node")) {
            Path loaded = folder.resolve(module + ".txt");
            java(
                            Repository.jvmOptions(),
                            "-XX:SharedArchiveFile=" + archive(module),
                            "-Xlog:class+load:file=" + loaded,
                            "-jar",
                            jar(module).toString(),
                            "--help")
                    .expect(0);
            assertTrue(Files.readString(loaded).contains("replog.node.cli.NodeFlags source: shared objects file"));
        }
    }

    @Test
    void isMadeAgainOnlyWhereItFitsNoLonger() throws IOException {
        archive().expect(0);
        Object first = Files.readAttributes(archive("master-node"), "unix:ino").get("ino");

        archive().expect(0);
        assertEquals(
                first, Files.readAttributes(archive("master-node"), "unix:ino").get("ino"));

        Files.setLastModifiedTime(jar("master-node"), FileTime.fromMillis(0));
        assertNotEquals(0, fit("master-node").exitCode());
        archive().expect(0);
        fit("master-node").expect(0);
        fit("secondary-node").expect(0);
    }

    @Test
    void saysWhatANodeSaidThatDidNotStart() throws IOException {
        Files.copy(jar("secondary-node"), jar("master-node"), StandardCopyOption.REPLACE_EXISTING);

        CommandRun run = archive();

        assertNotEquals(0, run.exitCode());
        assertTrue(run.err().contains("--comm-port"), run::err);
        assertFalse(Files.exists(archive("master-node")));
    }

    private CommandRun archive() {
        String java = Path.of(System.getProperty("java.home"), "bin").toString();
        return CommandRun.of(
                List.of(
                        "scripts/archive-classes",
                        jar("master-node").toString(),
                        jar("secondary-node").toString()),
                Map.of("PATH", java + ":" + System.getenv("PATH")),
                Await.BOUND_MS);
    }

    private CommandRun fit(String module) {
        return java(
                "-Xshare:on",
                "-XX:SharedArchiveFile=" + archive(module),
                "-cp",
                jar(module).toString(),
                "-version");
    }

    private static CommandRun java(String... arguments) {
        List<String> command = new ArrayList<>(List.of(Cluster.javaCommand()));
        command.addAll(List.of(arguments));
        return CommandRun.of(command, Map.of(), Await.BOUND_MS);
    }

    private Path jar(String module) {
        return folder.resolve(module + ".jar");
    }

    private Path archive(String module) {
        return folder.resolve(module + ".jsa");
    }
}
