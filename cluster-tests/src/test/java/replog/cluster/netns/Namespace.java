package replog.cluster.netns;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import replog.cluster.harness.CommandRun;

/**
 * A network namespace that this object has made and removes. Commands run inside it or not at all: outside, the same
 * addresses may be those of strangers.
 */
final class Namespace implements AutoCloseable {

    private final String name;
    private boolean removed;

    private Namespace(String name) {
        this.name = name;
    }

    static Namespace create(String name) {
        CommandRun.of("ip", "netns", "add", name).expect(0);
        Namespace namespace = new Namespace(name);
        namespace.run("ip", "link", "set", "lo", "up");
        return namespace;
    }

    String name() {
        return name;
    }

    /** The command that runs this one inside. */
    synchronized List<String> inside(String... command) {
        if (removed || !Files.exists(Path.of("/run/netns", name))) {
            throw new IllegalStateException("the namespace " + name + " is gone; will not run " + List.of(command));
        }
        List<String> inside = new ArrayList<>(List.of("ip", "netns", "exec", name));
        inside.addAll(List.of(command));
        return inside;
    }

    /** Runs a command inside; fails where that fails. */
    CommandRun run(String... command) {
        return CommandRun.of(inside(command).toArray(String[]::new)).expect(0);
    }

    @Override
    public synchronized void close() {
        if (!removed) {
            removed = true;
            CommandRun.of("ip", "netns", "del", name).expect(0);
        }
    }
}
