package replog.cluster.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What Linux tells of a running process in {@code /proc/PID}. */
public final class ProcStatus {

    private final Path folder;

    ProcStatus(long pid) {
        this.folder = Path.of("/proc", Long.toString(pid));
    }

    /** How many threads it has. */
    public int threads() {
        return (int) number("Threads:");
    }

    /** The most memory it ever had in use (resident), in bytes. */
    public long peakMemoryBytes() {
        return number("VmHWM:") << 10;
    }

    /** How many file descriptors it has open. */
    public int openFiles() {
        String[] names = folder.resolve("fd").toFile().list();
        return names == null ? 0 : names.length;
    }

    /** Whether SIGSTOP holds it. */
    boolean isPaused() {
        return line("State:").contains("T (stopped)");
    }

    private long number(String key) {
        return Long.parseLong(line(key).replaceAll("\\D", ""));
    }

    private String line(String key) {
        try {
            List<String> lines = Files.readAllLines(folder.resolve("status"));
            return lines.stream().filter(any -> any.startsWith(key)).findFirst().orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
