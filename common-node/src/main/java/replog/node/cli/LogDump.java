package replog.node.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import replog.node.http.MessageLines;
import replog.node.log.DiskException;
import replog.node.log.LogFiles;
import replog.proto.message.LogMessage;

/** {@code log dump DIR}. */
@Command(
        name = "dump",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Prints the messages of a log, one a line, each as in the list that GET /messages gives. "
                + "All before them are checked as well.")
final class LogDump extends LogReading {

    @Option(
            names = "--from",
            paramLabel = "ID",
            converter = Count.class,
            description = "The first message to print. Default: ${DEFAULT-VALUE}")
    private long from;

    @Option(
            names = "--limit",
            paramLabel = "N",
            converter = Count.class,
            description = "Print so many at most. Default: all")
    private long limit = Long.MAX_VALUE;

    LogDump(OutputStream out, PrintWriter err) {
        super(out, err);
    }

    @Override
    int read(LogFiles files, OutputStream target) throws DiskException, IOException {
        MessageLines lines = new MessageLines(target);
        long left = limit;
        for (LogMessage next = files.next(); next != null && left > 0; next = files.next()) {
            if (next.id() >= from) {
                lines.write(next);
                left--;
            }
        }
        return ExitCode.OK;
    }
}
