package replog.chaos;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the things under test lie. */
public final class Repository {

    private Repository() {}

    /** The folder of the parent pom: above that of this module, in which Maven and IDEs run its tests. */
    public static Path root() {
        return Path.of(System.getProperty("basedir", ""))
                .resolve("..")
                .toAbsolutePath()
                .normalize();
    }

    /** The option of {@code java} that stands for those with which a node is started. */
    public static String jvmOptions() {
        return "@" + root().resolve("jvm.options");
    }

    /** The runnable jar of {@code module}, which {@code mvn package} makes. */
    public static Path jar(String module) {
        Path jar = root().resolve(module).resolve("target").resolve(module + ".jar");
        if (!Files.exists(jar)) {
            throw new IllegalStateException(jar + " is missing: run mvn -DskipTests package first");
        }
        return jar;
    }
}
