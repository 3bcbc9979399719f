package replog.cluster.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What Linux tells of a running process in {@code /proc/PID}. */
public final class ProcStatus {

    /** Its bit in a set of signals. */
    private static final long SIGINT = 1 << 1;

    private final Path folder;

    ProcStatus(long pid) {
        this.folder = Path.of("/proc", Long.toString(pid));
    }

    /** Of the process that runs the tests. */
    public static ProcStatus ofThisProcess() {
        return new ProcStatus(ProcessHandle.current().pid());
    }

    /** How many threads it has. */
    public int threads() {
        return (int) number("Threads:");
    }

    /** The most memory it ever had in use (resident), in bytes. */
    public long peakMemoryBytes() {
        return number("VmHWM:") << 10;
    }

    /** How many files and sockets it may have open at once. */
    public int maxOpenFiles() {
        String softLimit = line("limits", "Max open files").split(" +", -1)[3];
        return softLimit.equals("unlimited") ? Integer.MAX_VALUE : Integer.parseInt(softLimit);
    }

    /** Whether SIGINT does nothing to it, as to all that a shell has started in the background. */
    boolean ignoresInterrupts() {
        String signals = line("status", "SigIgn:").replaceFirst("SigIgn:\\s*", "");
        return (Long.parseUnsignedLong(signals, 16) & SIGINT) != 0;
    }

    /** Whether SIGSTOP holds it. */
    boolean isPaused() {
        return line("status", "State:").contains("T (stopped)");
    }

    private long number(String key) {
        return Long.parseLong(line("status", key).replaceAll("\\D", ""));
    }

    private String line(String file, String key) {
        try {
            List<String> lines = Files.readAllLines(folder.resolve(file));
            return lines.stream().filter(any -> any.startsWith(key)).findFirst().orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
