package replog.node.cli;

import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Gives options that are not on the command line the value of their environment variable: {@code REPLOG_HTTP_PORT} for
 * {@code --http-port}. An empty variable counts as not set, so that a compose file can pass variables on.
 */
final class Environment implements IDefaultValueProvider {

    private static final String PREFIX = "REPLOG_";

    private final Map<String, String> variables;
    private final Set<ArgSpec> used = new HashSet<>();

    Environment(Map<String, String> variables) {
        this.variables = variables;
    }

    @Override
    public @Nullable String defaultValue(ArgSpec argument) {
        if (!(argument instanceof OptionSpec option) || option.usageHelp() || option.versionHelp()) {
            return null;
        }
        String value = variables.getOrDefault(variableOf(option), "");
        if (value.isEmpty()) {
            return null;
        }
        used.add(argument);
        return value;
    }

    /** Whether the option got its value here. */
    boolean gave(@Nullable ArgSpec argument) {
        return used.contains(argument);
    }

    static String variableOf(OptionSpec option) {
        return PREFIX + option.longestName().substring(2).replace('-', '_').toUpperCase(Locale.ROOT);
    }
}
