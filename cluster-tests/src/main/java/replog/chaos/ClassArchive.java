package replog.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** What the JVM of a node has found out about its classes: with it a node starts in two thirds of the time. */
public final class ClassArchive {

    private static boolean made;

    private ClassArchive() {}

    /**
     * The options of the JVM that make a node of this module use the archive; what there is none of yet is made.
     *
     * @throws IllegalStateException where it cannot be made
     */
    public static List<String> optionsFor(String module) {
        makeOnce();
        return List.of("-XX:SharedArchiveFile=" + Repository.jar(module).resolveSibling(module + ".jsa"));
    }

    private static synchronized void makeOnce() {
        if (made) {
            return;
        }
        try {
            make();
            made = true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while archives of classes were made", e);
        }
    }

    private static void make() throws IOException, InterruptedException {
        ProcessBuilder script = new ProcessBuilder(
                Repository.root().resolve("scripts/archive-classes").toString(),
                Repository.jar("master-node").toString(),
                Repository.jar("secondary-node").toString());
        String java = Path.of(System.getProperty("java.home"), "bin").toString();
        script.environment().merge("PATH", java, (others, own) -> own + ":" + others);
        Process process = script.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException("no archives of the nodes' classes: " + output);
        }
    }
}
