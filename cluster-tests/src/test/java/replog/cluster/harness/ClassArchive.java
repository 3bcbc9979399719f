package replog.cluster.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import replog.chaos.FreePorts;
import replog.chaos.Repository;

/**
 * What a node's JVM has found out about its classes (JEP 350), made once for each jar and version of Java: with it a node
 * starts in two thirds of the time, and tests start hundreds.
 */
final class ClassArchive {

    private ClassArchive() {}

    /** The options of the JVM that make it use the archive of this module. */
    static synchronized List<String> optionsFor(String module) {
        Path jar = Repository.jar(module);
        Path archive = jar.resolveSibling(module + "-java" + Runtime.version().feature() + ".jsa");
        try {
            if (!Files.exists(archive)
                    || Files.getLastModifiedTime(archive).compareTo(Files.getLastModifiedTime(jar)) < 0) {
                make(module, jar, archive);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return List.of("-XX:SharedArchiveFile=" + archive);
    }

    private static void make(String module, Path jar, Path archive) throws IOException {
        Files.deleteIfExists(archive);
        int port = FreePorts.next();
        List<String> command = List.of(
                Cluster.javaCommand(),
                "-XX:ArchiveClassesAtExit=" + archive,
                "-jar",
                jar.toString(),
                "--http-port",
                Integer.toString(port),
                module.equals("master-node") ? "--comm-port" : "--master-comm-port",
                Integer.toString(FreePorts.next()));
        try (NodeProcess node = NodeProcess.start(module, port, command)) {
            node.awaitListening().terminate();
            if (node.awaitExit() != 0) {
                throw new AssertionError(module + " did not leave an archive of its classes:\n"
                        + node.output().tail());
            }
        }
    }
}
