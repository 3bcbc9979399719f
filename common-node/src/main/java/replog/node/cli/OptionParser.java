package replog.node.cli;

import java.io.PrintWriter;
import java.util.Map;
import java.util.OptionalInt;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import replog.proto.message.Escaped;

/** Reads a command line and the environment into an annotated command. */
public final class OptionParser {

    private static final int MAX_ERROR_CHARS = 400;

    private static final int USAGE_COLUMNS = 110;

    private static final String[] FOOTER = {
        "",
        "Each option can also come from the environment: REPLOG_HTTP_PORT for --http-port, and so on. The command "
                + "line wins. An empty variable counts as not set.",
        "\"log verify DIR\" and \"log dump DIR\" in place of all options look at the log in a data directory; "
                + "\"log --help\" tells more.",
        "Exit codes: 0 stopped in good order, 1 cannot start, 2 wrong option, 3 gave itself up (a bug, out of memory), "
                + "4 the disk has failed."
    };

    private OptionParser() {}

    /**
     * Fills in {@code command}, or prints why that is not to be run: help, the version, or one line about what is wrong
     * and then the usage.
     *
     * @return the exit code to end with; none where the command is to be run
     */
    public static OptionalInt parse(
            Object command, String[] arguments, Map<String, String> variables, PrintWriter out, PrintWriter err) {
        CommandLine commandLine = commandLine(command);
        Environment environment = new Environment(variables);
        try {
            commandLine.parseArgs(arguments); // Without the environment first: help must come whatever is in there.
            if (commandLine.isUsageHelpRequested()) {
                commandLine.usage(out);
                return OptionalInt.of(ExitCode.OK);
            }
            if (commandLine.isVersionHelpRequested()) {
                commandLine.printVersionHelp(out);
                return OptionalInt.of(ExitCode.OK);
            }
            commandLine.setDefaultValueProvider(environment).parseArgs(arguments);
            return OptionalInt.empty();
        } catch (ParameterException e) {
            err.println(Escaped.cut(reason(e, environment), MAX_ERROR_CHARS));
            commandLine.setDefaultValueProvider(null).usage(err); // The usage shows the defaults of the program.
            return OptionalInt.of(ExitCode.WRONG_OPTION);
        }
    }

    private static CommandLine commandLine(Object command) {
        CommandLine commandLine = new CommandLine(command)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExpandAtFiles(false)
                .setUsageHelpWidth(USAGE_COLUMNS);
        commandLine
                .getCommandSpec()
                .mixinStandardHelpOptions(true)
                .versionProvider(new Version())
                .usageMessage()
                .sortOptions(false)
                .footer(FOOTER);
        return commandLine;
    }

    private static String reason(ParameterException e, Environment environment) {
        if (e.getArgSpec() instanceof OptionSpec option && environment.gave(option)) {
            String fault = e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
            return "Invalid value of the environment variable " + Environment.variableOf(option) + ": " + fault;
        }
        return String.valueOf(e.getMessage());
    }
}
