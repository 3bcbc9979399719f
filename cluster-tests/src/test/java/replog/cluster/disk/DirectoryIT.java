package replog.cluster.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import replog.cluster.harness.Cluster;
import replog.cluster.harness.CommandRun;
import replog.cluster.harness.NodeProcess;

/** A directory that a node cannot have: exit code 1, and one clear line. */
class DirectoryIT {

    private static final String MASTER = "master-node";
    private static final String SECONDARY = "secondary-node";

    @RegisterExtension
    final Cluster cluster = new Cluster("--send-delay-ms", "0");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {MASTER, SECONDARY})
    void aSecondProcessIsKeptOutAndTheFirstNoticesNothing(String module) {
        DiskNodes nodes = new DiskNodes(cluster, folder);
        NodeProcess master = nodes.startMaster();
        master.client().post("first", 1);

        assertRefused(module, nodes.filesOf("master").directory(), "in use by another process");

        assertEquals(200, master.client().post("second", 1).status());
    }

    @ParameterizedTest
    @ValueSource(strings = {MASTER, SECONDARY})
    void aFileIsNoDirectory(String module) throws IOException {
        assertRefused(module, Files.writeString(folder.resolve("file"), "text"), "not a directory");
        assertRefused(module, folder.resolve("file").resolve("log"), "not a directory");
    }

    @ParameterizedTest
    @ValueSource(strings = {MASTER, SECONDARY})
    void aDirectoryThatCannotBeWrittenIsNamed(String module) {
        // Nobody can make a directory there, not even root, whom permissions do not stop.
        assertRefused(module, Path.of("/proc/replog"), "/proc/replog");
    }

    private static void assertRefused(String module, Path directory, String reason) {
        CommandRun run = DiskNodes.runToItsEnd(module, directory).expect(1);
        assertEquals(1, run.err().lines().count(), run::toString);
        assertTrue(run.err().contains(reason), run::toString);
        assertTrue(run.err().contains(directory.toString()), run::toString);
        assertFalse((run.out() + run.err()).contains("Exception"), run::toString);
        assertFalse((run.out() + run.err()).contains("\tat "), run::toString);
    }
}
