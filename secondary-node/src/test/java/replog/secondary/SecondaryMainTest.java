package replog.secondary;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import replog.node.cli.DelayRange;
import replog.node.cli.LogLevel;
import replog.node.cli.NodeOptions;
import replog.node.cli.OptionParser;

class SecondaryMainTest {

    private static final NodeOptions NODE_DEFAULTS = new NodeOptions(
            "secondary",
            "127.0.0.1",
            8081,
            3,
            1500,
            new DelayRange(1000, 2000),
            1048576,
            16 << 20,
            Optional.empty(),
            128 << 20,
            LogLevel.INFO);

    private final SecondaryMain main = new SecondaryMain();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void everyOptionHasADefault() {
        assertEquals(OptionalInt.empty(), parse(Map.of()));
        assertEquals(new SecondaryOptions(NODE_DEFAULTS, "127.0.0.1", 6000, 3000), main.secondaryOptions());
    }

    @Test
    void everyOptionOfASecondaryIsReadFromTheCommandLine() {
        OptionalInt exitCode =
                parse(Map.of(), "--master-ip=master.example", "--master-comm-port=65535", "--reconnect-ms=3600000");

        assertEquals(OptionalInt.empty(), exitCode);
        assertEquals(new SecondaryOptions(NODE_DEFAULTS, "master.example", 65535, 3600000), main.secondaryOptions());
    }

    @Test
    void everyOptionOfASecondaryIsReadFromItsVariable() {
        OptionalInt exitCode = parse(
                Map.of("REPLOG_MASTER_IP", "10.5.0.100", "REPLOG_MASTER_COMM_PORT", "1", "REPLOG_RECONNECT_MS", "1"));

        assertEquals(OptionalInt.empty(), exitCode);
        assertEquals(new SecondaryOptions(NODE_DEFAULTS, "10.5.0.100", 1, 1), main.secondaryOptions());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "--master-ip|http://master|'http://master' is neither an address nor a host name",
                "--master-comm-port|0|'0' is not a whole number from 1 to 65535",
                "--reconnect-ms|0|'0' is not a whole number from 1 to 3600000",
            })
    void aWrongValueExitsWith2AndIsNamed(String option, String value, String fault) {
        OptionalInt exitCode = parse(Map.of(), option, value);

        assertEquals(OptionalInt.of(2), exitCode);
        assertEquals(
                "Invalid value for option '" + option + "': " + fault,
                err.toString().lines().findFirst().orElse(""));
    }

    @Test
    void anOptionOfTheMasterIsUnknownHere() {
        assertEquals(OptionalInt.of(2), parse(Map.of(), "--quorum", "1"));
    }

    private OptionalInt parse(Map<String, String> environment, String... arguments) {
        return OptionParser.parse(main, arguments, environment, new PrintWriter(out, true), new PrintWriter(err, true));
    }
}
