package replog.sim;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import replog.chaos.Repository;

/**
 * A bug that is put into the product's source for a test only: a few words of one or more files are replaced, the files
 * compiled, and the whole simulator is loaded anew with the result. The product knows nothing of it.
 *
 * @param what the rule that it breaks
 */
record PlantedBug(String what, List<Change> changes) {

    /** One replacement in a file; the words must be there, once. */
    record Change(String file, String words, String instead) {}

    static PlantedBug of(String what, String file, String words, String instead) {
        return new PlantedBug(what, List.of(new Change(file, words, instead)));
    }

    PlantedBug and(String file, String words, String instead) {
        List<Change> all = new ArrayList<>(changes);
        all.add(new Change(file, words, instead));
        return new PlantedBug(what, all);
    }

    /** The simulator with this bug. It is loaded from {@code folder}, into which the broken classes are compiled. */
    ClassLoader plant(Path folder) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("-nowarn", "-proc:none", "-d", folder.toString(), "-cp"));
        arguments.add(classPath());
        for (Change change : changes) {
            Path broken = folder.resolve(change.file());
            boolean isFirst = !Files.exists(broken);
            Files.createDirectories(broken.getParent());
            Files.writeString(broken, broken(change, isFirst ? source(change.file()) : broken));
            if (isFirst) {
                arguments.add(broken.toString());
            }
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler.run(null, null, null, arguments.toArray(String[]::new)) != 0) {
            throw new AssertionError("does not compile: " + this);
        }
        return new BrokenFirst(folder);
    }

    private static String broken(Change change, Path file) throws IOException {
        String source = Files.readString(file);
        int at = source.indexOf(change.words());
        if (at < 0 || source.indexOf(change.words(), at + 1) >= 0) {
            throw new AssertionError("not once in " + change.file() + ": " + change.words());
        }
        return source.replace(change.words(), change.instead());
    }

    private static Path source(String file) throws IOException {
        try (Stream<Path> modules = Files.list(Repository.root())) {
            return modules.map(module -> module.resolve("src/main/java").resolve(file))
                    .filter(Files::exists)
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no source of " + file));
        }
    }

    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    /** Loads the product and the simulator anew, broken classes first; all libraries are those of the test. */
    private static final class BrokenFirst extends URLClassLoader {

        BrokenFirst(Path folder) throws MalformedURLException {
            super(urls(folder), PlantedBug.class.getClassLoader());
        }

        private static URL[] urls(Path folder) throws MalformedURLException {
            List<URL> urls = new ArrayList<>();
            urls.add(folder.toUri().toURL());
            for (String entry : List.of(classPath().split(File.pathSeparator, -1))) {
                urls.add(Path.of(entry).toUri().toURL());
            }
            return urls.toArray(URL[]::new);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith("replog.")) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? findClass(name) : loaded;
            }
        }
    }
}
