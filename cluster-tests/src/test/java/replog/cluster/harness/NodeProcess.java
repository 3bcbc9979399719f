package replog.cluster.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import replog.chaos.Repository;

/** A node as a process of this machine. Whoever starts it ends it; {@link Cluster} does so for a test. */
public final class NodeProcess implements AutoCloseable {

    private final String name;
    private final int httpPort;
    private final Process process;
    private final ProcessOutput output;

    private NodeProcess(String name, int httpPort, Process process) {
        this.name = name;
        this.httpPort = httpPort;
        this.process = process;
        this.output = new ProcessOutput(name, process.inputReader());
    }

    /** Starts {@code command} in the root of the repository: a node that will answer clients on this port. */
    public static NodeProcess start(String name, int httpPort, List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .directory(Repository.root().toFile())
                    .redirectErrorStream(true)
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            return new NodeProcess(name, httpPort, process);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its friendly name. */
    public String name() {
        return name;
    }

    /** Where it answers clients. */
    public int httpPort() {
        return httpPort;
    }

    /** A client of this node. */
    public NodeClient client() {
        return new NodeClient(httpPort);
    }

    /** What it prints. */
    public ProcessOutput output() {
        return output;
    }

    /** The processes that it has started, and those that they have. */
    public List<ProcessHandle> descendants() {
        return process.descendants().toList();
    }

    /** What Linux tells of it. */
    public ProcStatus status() {
        return new ProcStatus(process.pid());
    }

    /** Whether it has not ended. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Complete once it has ended. */
    public CompletableFuture<Process> onExit() {
        return process.onExit();
    }

    /** SIGTERM: asks it to stop in good order. */
    public void terminate() {
        process.destroy();
    }

    /** SIGINT: what Ctrl-C sends. Where it would do nothing the test is skipped. */
    public void interrupt() {
        ReadyOrSkip.need(!status().ignoresInterrupts(), "to run in the foreground, or SIGINT is ignored");
        signal("INT");
    }

    /** SIGKILL: ends it and what it has started at once, whatever it is doing; it is gone when this returns. */
    public void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        awaitExit();
    }

    /** SIGSTOP: from now on it does nothing, and its connections stay open. */
    public void pause() {
        signal("STOP");
        Await.until(name + " is paused", status()::isPaused);
    }

    /** SIGCONT: it goes on where it was. */
    public void resume() {
        signal("CONT");
    }

    /** Waits until it has ended and returns its exit code. */
    public int awaitExit() {
        try {
            if (!process.waitFor(Await.BOUND_MS, TimeUnit.MILLISECONDS)) {
                throw new AssertionError(name + " did not end within " + Await.BOUND_MS + " ms");
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Waits until it listens for clients. */
    NodeProcess awaitListening() {
        Await.value(name + " listens", () -> {
            if (!isAlive()) {
                throw new AssertionError(name + " ended instead of starting:\n" + output.tail());
            }
            return isAnswering() ? Optional.of(true) : Optional.empty();
        });
        return this;
    }

    @Override
    public void close() {
        kill();
    }

    private boolean isAnswering() {
        try (RawConnection connection = RawConnection.to(httpPort)) {
            return connection.isOpen();
        } catch (UncheckedIOException nobodyListens) {
            return false;
        }
    }

    private void signal(String signal) {
        CommandRun.of("kill", "-" + signal, Long.toString(process.pid())).expect(0);
    }
}
