package replog.node.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import picocli.CommandLine.Command;
import replog.node.log.DamagedLogException;
import replog.node.log.DiskException;
import replog.node.log.LogFiles;
import replog.proto.message.LogId;

/** {@code log verify DIR}. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Checks every record of a log, and tells what there is and the first damage.")
final class LogVerify extends LogReading {

    LogVerify(OutputStream out, PrintWriter err) {
        super(out, err);
    }

    @Override
    int read(LogFiles files, OutputStream target) throws DiskException, IOException {
        Optional<DamagedLogException> damage = firstDamage(files);
        long messages = files.messages();
        tell(target, "node", files.nodeId());
        tell(target, "log", files.logId().map(LogId::toString).orElse("none"));
        tell(target, "segments", files.segments());
        tell(target, "messages", messages);
        tell(target, "first id", messages == 0 ? "none" : 0);
        tell(target, "last id", messages == 0 ? "none" : messages - 1);
        tell(target, "bytes", files.bytes());
        tell(target, "checksum", String.format("%08x", files.checksum()));
        if (files.tornTail().isPresent()) {
            tell(target, "torn tail", files.tornTail().get() + "; a node that starts here cuts it");
        }
        if (damage.isPresent()) {
            tell(target, "damage", damage.get().reason());
        }
        return damage.isPresent() ? ExitCode.FAILED : ExitCode.OK;
    }

    private static Optional<DamagedLogException> firstDamage(LogFiles files) throws DiskException {
        try {
            while (files.next() != null) {
                // Each is checked as it is read.
            }
            return Optional.empty();
        } catch (DamagedLogException damage) {
            return Optional.of(damage);
        }
    }

    private static void tell(OutputStream target, String what, Object value) throws IOException {
        target.write(String.format("%-10s%s%n", what, value).getBytes(StandardCharsets.UTF_8));
    }
}
