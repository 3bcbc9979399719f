package replog.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import replog.history.HistoryEvent.Start;
import replog.history.HistoryEvent.Stop;

/**
 * A node through all its lives, each of them a process of this machine. One thread starts and ends it; any may ask for its
 * present life, in the lock of the recorder.
 */
final class ChaosNode implements AutoCloseable {

    private static final long START_MS = 60_000;
    private static final long END_MS = 30_000;
    private static final long LOOK_AGAIN_MS = 20;

    /** Within so long whatever a process has sent before its end has been seen by those it was sent to. */
    private static final long LAST_WORDS_MS = 200;

    private final Recorder recorder;
    private final String name;
    private final boolean master;
    private final NodeHttp http;
    private final List<String> command;
    private final Path log;
    private final @Nullable Path data;
    private final Set<String> nodeIds = new HashSet<>();
    private @Nullable Life life;
    private int lives;
    private @Nullable Process process;
    private boolean paused;
    private boolean closed;

    /**
     * @param command what starts its process
     * @param log where its process prints
     * @param data where it keeps its list; null where that is in memory
     */
    ChaosNode(
            Recorder recorder,
            String name,
            boolean master,
            int httpPort,
            List<String> command,
            Path log,
            @Nullable Path data) {
        this.recorder = recorder;
        this.name = name;
        this.master = master;
        this.http = new NodeHttp(httpPort);
        this.command = List.copyOf(command);
        this.log = log;
        this.data = data;
    }

    String name() {
        return name;
    }

    NodeHttp http() {
        return http;
    }

    /** Its present life; null from its end to the start of the next. Changes in the recorder's lock only. */
    @Nullable
    Life life() {
        synchronized (recorder) {
            return life;
        }
    }

    /** How many lives it has had. */
    int lives() {
        synchronized (recorder) {
            return lives;
        }
    }

    /** Whether it lives, and under this node id. */
    boolean livesAs(String nodeId) {
        Life present = life();
        return present != null && present.nodeId().equals(nodeId);
    }

    /** The node ids of all its lives so far. */
    Set<String> nodeIds() {
        synchronized (recorder) {
            return Set.copyOf(nodeIds);
        }
    }

    /** Whether its list outlives its processes. */
    boolean isOnDisk() {
        return data != null;
    }

    boolean isPaused() {
        return paused;
    }

    /** Begins a new life, and returns when it answers. */
    void start() throws InterruptedException {
        launch();
        awaitStart();
    }

    /** Starts its process. Its life counts from {@link #awaitStart} on. */
    synchronized void launch() throws InterruptedException {
        if (closed) {
            throw new InterruptedException("the run is over");
        }
        try {
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.appendTo(log.toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until it answers. */
    void awaitStart() throws InterruptedException {
        long endNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(START_MS);
        Optional<Health> health = http.health();
        while (health.isEmpty()) {
            failIfItEndedByItself();
            if (System.nanoTime() > endNanos) {
                throw new ChaosException(name + " does not answer " + START_MS + " ms after its start, see " + log);
            }
            Thread.sleep(LOOK_AGAIN_MS);
            health = http.health();
        }
        begins(health.get());
    }

    /** SIGKILL. */
    void kill() throws InterruptedException {
        running().destroyForcibly();
        awaitEnd("killed");
    }

    /** Another disk, with nothing on it, while no process runs. */
    void loseDisk() {
        if (data != null) {
            Folders.delete(data);
        }
    }

    /** SIGTERM; it has to end in good order. */
    void terminate() throws InterruptedException {
        Process terminated = running();
        terminated.destroy();
        awaitEnd("terminated");
        if (terminated.exitValue() != 0) {
            throw new ChaosException(
                    name + " ended with " + terminated.exitValue() + " when it was asked to stop, see " + log);
        }
    }

    /** SIGSTOP. */
    void pause() throws InterruptedException {
        signal("STOP");
        paused = true;
    }

    /** SIGCONT. */
    void resume() throws InterruptedException {
        paused = false;
        signal("CONT");
    }

    /** Fails where its process is gone though nobody ended it. */
    void failIfItEndedByItself() {
        Process process = running();
        if (!process.isAlive()) {
            throw new ChaosException(name + " ended by itself with " + process.exitValue() + ", see " + log);
        }
    }

    /** Ends its process, and sees that there will be no other; for any thread. Returns when it is gone. */
    @Override
    public synchronized void close() {
        closed = true;
        if (process != null) {
            process.destroyForcibly().onExit().join();
        }
    }

    private void begins(Health health) {
        recorder.record(t -> {
            lives++;
            life = new Life(health.nodeId(), lives);
            nodeIds.add(health.nodeId());
            // A list in memory begins anew, whatever has come in since.
            long firstGap = isOnDisk() ? health.firstGap() : 0;
            return new Start(t, name, health.nodeId(), master, health.logId(), firstGap, false, false);
        });
    }

    /** Whoever was told something by this life has heard it before the history says that it ended. */
    private void awaitEnd(String why) throws InterruptedException {
        if (!running().waitFor(END_MS, TimeUnit.MILLISECONDS)) {
            throw new ChaosException(name + " did not end within " + END_MS + " ms, see " + log);
        }
        Thread.sleep(LAST_WORDS_MS);
        recorder.recordIf(
                () -> {
                    life = null;
                    return true;
                },
                t -> new Stop(t, name, why));
    }

    private void signal(String signal) throws InterruptedException {
        try {
            int code = new ProcessBuilder(
                            "kill", "-" + signal, Long.toString(running().pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
            if (code != 0) {
                failIfItEndedByItself();
                throw new ChaosException("kill -" + signal + " of " + name + " failed");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private synchronized Process running() {
        if (process == null) {
            throw new IllegalStateException(name + " was never started");
        }
        return process;
    }
}
