package replog.cluster.harness;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import replog.chaos.Repository;

/**
 * A command that was run to its end.
 *
 * @param out what it printed to standard output
 * @param err what it printed to standard error
 */
public record CommandRun(List<String> command, int exitCode, String out, String err) {

    /** How long a command may take, in milliseconds, unless the caller says otherwise. */
    private static final long BOUND_MS = Await.BOUND_MS;

    /** Runs a command in the root of the repository. */
    public static CommandRun of(String... command) {
        return of(List.of(command), Map.of(), BOUND_MS);
    }

    /** Runs a command in the root of the repository, with further environment variables, for at most so long. */
    public static CommandRun of(List<String> command, Map<String, String> environment, long boundMs) {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(Repository.root().toFile());
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            CompletableFuture<String> out = read(process.getInputStream());
            CompletableFuture<String> err = read(process.getErrorStream());
            process.getOutputStream().close();
            if (!process.waitFor(boundMs, TimeUnit.MILLISECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly().waitFor();
                throw new AssertionError(
                        command + " did not end within " + boundMs + " ms\n" + out.join() + err.join());
            }
            return new CommandRun(command, process.exitValue(), out.join(), err.join());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Fails, showing what was printed, unless the command ended with this code. */
    public CommandRun expect(int expectedExitCode) {
        if (exitCode != expectedExitCode) {
            throw new AssertionError(String.join(" ", command) + " ended with " + exitCode + " instead of "
                    + expectedExitCode + "\n" + out + err);
        }
        return this;
    }

    private static CompletableFuture<String> read(InputStream stream) {
        return OwnThread.begin("output of a command", () -> {
            try (stream) {
                return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
