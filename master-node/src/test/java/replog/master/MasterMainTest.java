package replog.master;

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

class MasterMainTest {

    private static final NodeOptions NODE_DEFAULTS = new NodeOptions(
            "master",
            "127.0.0.1",
            8080,
            3,
            1500,
            new DelayRange(1000, 2000),
            1048576,
            16 << 20,
            Optional.empty(),
            128 << 20,
            LogLevel.INFO);

    private final MasterMain main = new MasterMain();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void everyOptionHasADefault() {
        assertEquals(OptionalInt.empty(), parse(Map.of()));
        assertEquals(
                new MasterOptions(NODE_DEFAULTS, 6000, 3, 1000, OptionalInt.empty(), 100_000), main.masterOptions());
    }

    @Test
    void everyOptionOfAMasterIsReadFromTheCommandLine() {
        OptionalInt exitCode = parse(
                Map.of(),
                "--comm-port=1",
                "--comm-workers=256",
                "--heartbeat-ms=3600000",
                "--quorum=2147483647",
                "--max-waiting=0");

        assertEquals(OptionalInt.empty(), exitCode);
        assertEquals(
                new MasterOptions(NODE_DEFAULTS, 1, 256, 3600000, OptionalInt.of(2147483647), 0), main.masterOptions());
    }

    @Test
    void everyOptionOfAMasterIsReadFromItsVariable() {
        OptionalInt exitCode = parse(Map.of(
                "REPLOG_COMM_PORT", "65535",
                "REPLOG_COMM_WORKERS", "1",
                "REPLOG_HEARTBEAT_MS", "1",
                "REPLOG_QUORUM", "1",
                "REPLOG_MAX_WAITING", "10000000"));

        assertEquals(OptionalInt.empty(), exitCode);
        assertEquals(
                new MasterOptions(NODE_DEFAULTS, 65535, 1, 1, OptionalInt.of(1), 10_000_000), main.masterOptions());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "--comm-port|0|'0' is not a whole number from 1 to 65535",
                "--comm-workers|0|'0' is not a whole number from 1 to 256",
                "--heartbeat-ms|0|'0' is not a whole number from 1 to 3600000",
                "--quorum|0|'0' is not a whole number from 1 to 2147483647",
                "--quorum|2147483648|'2147483648' is not a whole number from 1 to 2147483647",
                "--max-waiting|-1|'-1' is not a whole number from 0 to 10000000",
            })
    void aWrongValueExitsWith2AndIsNamed(String option, String value, String fault) {
        OptionalInt exitCode = parse(Map.of(), option, value);

        assertEquals(OptionalInt.of(2), exitCode);
        assertEquals(
                "Invalid value for option '" + option + "': " + fault,
                err.toString().lines().findFirst().orElse(""));
    }

    @Test
    void anOptionOfSecondariesIsUnknownHere() {
        assertEquals(OptionalInt.of(2), parse(Map.of(), "--reconnect-ms", "1"));
    }

    private OptionalInt parse(Map<String, String> environment, String... arguments) {
        return OptionParser.parse(main, arguments, environment, new PrintWriter(out, true), new PrintWriter(err, true));
    }
}
