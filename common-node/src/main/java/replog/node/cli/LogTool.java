package replog.node.cli;

import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import replog.proto.message.Escaped;

/** Looks at the log in a data directory, instead of running a node: {@code log verify DIR}, {@code log dump DIR}. */
@Command(
        name = LogTool.NAME,
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description =
                "Looks at the log in a data directory. It changes nothing there, and a node may be running on it.",
        footer = {
            "",
            "Exit codes: 0 done, 1 the log is damaged or cannot be read, 2 wrong usage. What a crash left of a last write "
                    + "is no damage: it was acknowledged to nobody."
        })
final class LogTool {

    static final String NAME = "log";

    private static final int MAX_ERROR_CHARS = 400;
    private static final int USAGE_COLUMNS = 110;

    /** Whether a command line asks for this. */
    static boolean isMeant(String[] arguments) {
        return arguments.length > 0 && arguments[0].equals(NAME);
    }

    /**
     * Does what is asked for.
     *
     * @return the exit code to end with
     */
    static int run(NodeProgram program, String[] arguments, OutputStream out, PrintWriter err) {
        String programName = CommandSpec.forAnnotatedObject(program).name();
        return new CommandLine(new LogTool())
                .setCommandName(programName + " " + NAME)
                .addSubcommand(new LogVerify(out, err))
                .addSubcommand(new LogDump(out, err))
                .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
                .setErr(err)
                .setExpandAtFiles(false)
                .setUsageHelpWidth(USAGE_COLUMNS)
                .setParameterExceptionHandler((wrong, ignored) -> tellUsage(wrong, err))
                .execute(Arrays.copyOfRange(arguments, 1, arguments.length));
    }

    private static int tellUsage(ParameterException wrong, PrintWriter err) {
        err.println(Escaped.cut(String.valueOf(wrong.getMessage()), MAX_ERROR_CHARS));
        wrong.getCommandLine().usage(err);
        return ExitCode.WRONG_OPTION;
    }
}
