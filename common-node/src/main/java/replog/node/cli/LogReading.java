package replog.node.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Parameters;
import replog.node.disk.DataDirectory;
import replog.node.log.DiskException;
import replog.node.log.LogFiles;
import replog.proto.message.Escaped;

/** A command that reads a log and prints something of it. What goes wrong is told in one line on standard error. */
abstract class LogReading implements Callable<Integer> {

    private static final int BUFFER_BYTES = 64 << 10;

    private final OutputStream out;
    private final PrintWriter err;

    @Parameters(paramLabel = "DIR", converter = Texts.Directory.class, description = "The directory of --data-dir.")
    private Path directory = Path.of("");

    LogReading(OutputStream out, PrintWriter err) {
        this.out = new BufferedOutputStream(out, BUFFER_BYTES);
        this.err = err;
    }

    /**
     * Reads from {@code files} and prints to {@code target}.
     *
     * @return the exit code to end with
     */
    abstract int read(LogFiles files, OutputStream target) throws DiskException, IOException;

    @Override
    public final Integer call() {
        try {
            return readAll();
        } catch (DiskException e) {
            return failed(directory + ": " + e.reason());
        } catch (IOException e) {
            // Who reads the output, such as head, may have enough of it.
            return "Broken pipe".equals(e.getMessage()) ? ExitCode.OK : failed("cannot print: " + e.getMessage());
        }
    }

    /** What was read before a failure is printed. */
    private int readAll() throws DiskException, IOException {
        try (LogFiles files = LogFiles.open(DataDirectory.lookAt(directory))) {
            return read(files, out);
        } finally {
            out.flush();
        }
    }

    private int failed(String reason) {
        err.println(Escaped.controls(reason));
        return ExitCode.FAILED;
    }
}
