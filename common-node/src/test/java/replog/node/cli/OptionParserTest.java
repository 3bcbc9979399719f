package replog.node.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionParserTest {

    private final ToyNode toy = new ToyNode();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void everyOptionHasADefault() {
        OptionalInt exitCode = parse(Map.of());

        assertTrue(exitCode.isEmpty());
        assertEquals(
                new NodeOptions(
                        "toy",
                        "127.0.0.1",
                        8088,
                        3,
                        1500,
                        new DelayRange(1000, 2000),
                        1048576,
                        16 << 20,
                        Optional.empty(),
                        128 << 20,
                        LogLevel.INFO),
                toy.options());
    }

    @Test
    void everyOptionIsReadFromTheCommandLine() {
        OptionalInt exitCode = parse(
                Map.of(),
                "--name=clyde_",
                "--bind-address=::1",
                "--http-port=1",
                "--http-workers=256",
                "--response-timeout-ms=3600000",
                "--send-delay-ms=0-60000",
                "--max-message-bytes=16777216",
                "--log-level=debug");

        assertTrue(exitCode.isEmpty());
        assertEquals(
                new NodeOptions(
                        "clyde_",
                        "::1",
                        1,
                        256,
                        3600000,
                        new DelayRange(0, 60000),
                        16777216,
                        16 << 20,
                        Optional.empty(),
                        128 << 20,
                        LogLevel.DEBUG),
                toy.options());
    }

    @Test
    void everyOptionIsReadFromItsVariable() {
        OptionalInt exitCode = parse(Map.of(
                "REPLOG_NAME", "bonnie",
                "REPLOG_BIND_ADDRESS", "0.0.0.0",
                "REPLOG_HTTP_PORT", "65535",
                "REPLOG_HTTP_WORKERS", "1",
                "REPLOG_RESPONSE_TIMEOUT_MS", "1",
                "REPLOG_SEND_DELAY_MS", "0",
                "REPLOG_MAX_MESSAGE_BYTES", "1",
                "REPLOG_LOG_LEVEL", "WARN"));

        assertTrue(exitCode.isEmpty());
        assertEquals(
                new NodeOptions(
                        "bonnie",
                        "0.0.0.0",
                        65535,
                        1,
                        1,
                        new DelayRange(0, 0),
                        1,
                        16 << 20,
                        Optional.empty(),
                        128 << 20,
                        LogLevel.WARN),
                toy.options());
    }

    @Test
    void theCommandLineWinsOverTheEnvironment() {
        OptionalInt exitCode = parse(Map.of("REPLOG_HTTP_PORT", "nonsense"), "--http-port", "9000");

        assertTrue(exitCode.isEmpty());
        assertEquals(9000, toy.options().httpPort());
    }

    @Test
    void anEmptyVariableCountsAsNotSet() {
        OptionalInt exitCode = parse(Map.of("REPLOG_HTTP_PORT", ""));

        assertTrue(exitCode.isEmpty());
        assertEquals(8088, toy.options().httpPort());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "--name|a b|'a b' is not a name of 1 to 64 letters, digits, dots, hyphens and underscores",
                "--bind-address|a b|'a b' is neither an address nor a host name",
                "--http-port|0|'0' is not a whole number from 1 to 65535",
                "--http-port|65536|'65536' is not a whole number from 1 to 65535",
                "--http-port|-1|'-1' is not a whole number from 1 to 65535",
                "--http-port|99999999999|'99999999999' is not a whole number from 1 to 65535",
                "--http-port|80a|'80a' is not a whole number from 1 to 65535",
                "--http-workers|0|'0' is not a whole number from 1 to 256",
                "--http-workers|257|'257' is not a whole number from 1 to 256",
                "--response-timeout-ms|0|'0' is not a whole number from 1 to 3600000",
                "--response-timeout-ms|3600001|'3600001' is not a whole number from 1 to 3600000",
                "--send-delay-ms|60001|'60001' is neither N nor A-B with 0 <= A <= B <= 60000",
                "--send-delay-ms|2-1|'2-1' is neither N nor A-B with 0 <= A <= B <= 60000",
                "--send-delay-ms|-1|'-1' is neither N nor A-B with 0 <= A <= B <= 60000",
                "--send-delay-ms|1-|'1-' is neither N nor A-B with 0 <= A <= B <= 60000",
                "--max-message-bytes|0|'0' is not a whole number from 1 to 16777216",
                "--max-message-bytes|16777217|'16777217' is not a whole number from 1 to 16777216",
                "--log-level|loud|expected one of [ERROR, WARN, INFO, DEBUG] (case-insensitive) but was 'loud'",
            })
    void aWrongValueIsOneLineAndTheUsage(String option, String value, String fault) {
        OptionalInt exitCode = parse(Map.of(), option, value);

        assertWrongOption("Invalid value for option '" + option + "': " + fault, exitCode);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "REPLOG_HTTP_PORT|x|'x' is not a whole number from 1 to 65535",
                "REPLOG_SEND_DELAY_MS|x|'x' is neither N nor A-B with 0 <= A <= B <= 60000",
                "REPLOG_LOG_LEVEL|x|expected one of [ERROR, WARN, INFO, DEBUG] (case-insensitive) but was 'x'",
            })
    void aWrongVariableIsNamed(String variable, String value, String fault) {
        OptionalInt exitCode = parse(Map.of(variable, value));

        assertWrongOption("Invalid value of the environment variable " + variable + ": " + fault, exitCode);
    }

    @Test
    void aWrongValueOnTheCommandLineIsNotBlamedOnTheEnvironment() {
        OptionalInt exitCode = parse(Map.of("REPLOG_HTTP_PORT", "80"), "--http-port", "x");

        assertWrongOption(
                "Invalid value for option '--http-port': 'x' is not a whole number from 1 to 65535", exitCode);
    }

    @Test
    void anUnknownOptionIsRefused() {
        assertWrongOption("Unknown option: '--quorom'", parse(Map.of(), "--quorom"));
    }

    @Test
    void aStrayWordIsRefused() {
        assertWrongOption("Unmatched argument at index 0: 'start'", parse(Map.of(), "start"));
    }

    @Test
    void anOptionGivenTwiceIsRefused() {
        assertWrongOption(
                "option '--http-port' (PORT) should be specified only once",
                parse(Map.of(), "--http-port", "1", "--http-port", "2"));
    }

    @Test
    void anOptionWithoutItsValueIsRefused() {
        assertWrongOption("Missing required parameter for option '--http-port' (PORT)", parse(Map.of(), "--http-port"));
        err.getBuffer().setLength(0);
        assertWrongOption(
                "Expected parameter for option '--name' but found '--http-port'",
                parse(Map.of(), "--name", "--http-port", "80"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--name=a\nb", "--name=a\u001b[2Jb", "--name=a\u2028b", "--a\nb", "a\u001b[2Jb"})
    void whatIsWrongStaysOneLineWithoutControlCharacters(String argument) {
        OptionalInt exitCode = parse(Map.of(), argument);

        List<String> lines = err.toString().lines().toList();
        assertEquals(OptionalInt.of(2), exitCode);
        assertTrue(lines.get(0).matches("\\P{Cc}*a\\\\u\\p{XDigit}{4}\\P{Cc}*"), lines.get(0));
        assertTrue(lines.get(1).startsWith("Usage: toy-node "), err::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--name=", "--", ""})
    void whatIsWrongIsCut(String beginning) {
        parse(Map.of(), beginning + "x".repeat(100_000));

        assertTrue(err.toString().lines().findFirst().orElse("").length() < 500);
    }

    @Test
    void oneNumberIsADelayThatIsAlwaysTheSame() {
        parse(Map.of(), "--send-delay-ms", "700");

        assertEquals(new DelayRange(700, 700), toy.options().sendDelay());
    }

    @Test
    void anAtSignIsNoFileOfOptions() {
        OptionalInt exitCode = parse(Map.of(), "--bind-address", "@/etc/hostname");

        assertWrongOption(
                "Invalid value for option '--bind-address': '@/etc/hostname' is neither an address nor a host name",
                exitCode);
    }

    @Test
    void helpNamesEveryOptionAndTheRuleForVariables() {
        OptionalInt exitCode = parse(Map.of("REPLOG_HTTP_PORT", "nonsense"), "--help");

        assertEquals(OptionalInt.of(0), exitCode);
        assertEquals("", err.toString());
        for (String expected : List.of(
                "--name",
                "--bind-address",
                "--http-port",
                "--http-workers",
                "--response-timeout-ms",
                "--send-delay-ms",
                "--max-message-bytes",
                "--log-level",
                "--help",
                "--version",
                "Default: 8088",
                "Default: 1000-2000",
                "REPLOG_HTTP_PORT")) {
            assertTrue(out.toString().contains(expected), () -> expected + " is missing in\n" + out);
        }
    }

    @Test
    void theVersionIsThatOfTheBuild() {
        OptionalInt exitCode = parse(Map.of(), "-V");

        assertEquals(OptionalInt.of(0), exitCode);
        assertEquals("", err.toString());
        assertTrue(out.toString().matches("toy-node [0-9]+\\.[0-9]+\\.[0-9]+\\S*\\R"), out::toString);
        assertFalse(Version.number().contains("$"));
    }

    private OptionalInt parse(Map<String, String> environment, String... arguments) {
        return OptionParser.parse(toy, arguments, environment, new PrintWriter(out, true), new PrintWriter(err, true));
    }

    private void assertWrongOption(String firstLine, OptionalInt exitCode) {
        List<String> lines = err.toString().lines().toList();
        assertEquals(OptionalInt.of(2), exitCode);
        assertEquals(firstLine, lines.get(0));
        assertTrue(lines.get(1).startsWith("Usage: toy-node "), err::toString);
        assertEquals("", out.toString());
    }
}
