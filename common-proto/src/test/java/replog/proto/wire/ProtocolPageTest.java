package replog.proto.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import replog.proto.message.Body;
import replog.proto.message.Body.Messages;
import replog.proto.message.Bytes;
import replog.proto.message.Frame;
import replog.proto.message.FrameLimits;
import replog.proto.message.LogMessage;
import replog.proto.message.Records;
import replog.proto.message.RunningChecksum;

/** Holds the examples and numbers of {@code docs/PROTOCOL.md} against the code. */
class ProtocolPageTest {

    private static final int MAX_TEXT_BYTES = 1 << 20;
    private static final Pattern EXAMPLE =
            Pattern.compile("### (\\w+)\n[^#]*?```frame\n(.*?)```\nRequest (-?\\d+): `(.*?)`\n", Pattern.DOTALL);
    private static final Pattern BYTES = Pattern.compile("^(?:[0-9a-f]{2} )*[0-9a-f]{2}(?=  )", Pattern.MULTILINE);
    private static final Pattern LENGTH = Pattern.compile("length: (\\d+)\n");
    private static final Pattern TYPE_ROW = Pattern.compile("\\| `([0-9A-F]{2})` \\| (\\w+) \\|");
    private static final Pattern CHECKSUM_ROW =
            Pattern.compile("\\| (\\d) \\| (?:`([^`]*)`)? ?\\| (?:`([^`]*)`)? ?\\| `([0-9a-f]{8})` \\|");
    private static final Pattern FRAME_LIMIT = Pattern.compile("a full one: (\\d+) bytes \\+ the larger of (\\d+) and");

    /** An example as the page shows it. */
    private record Example(String name, String hex, int length, long requestId, String reading) {
        static Example of(MatchResult match) {
            String hex = BYTES.matcher(match.group(2))
                    .results()
                    .map(MatchResult::group)
                    .collect(Collectors.joining())
                    .replace(" ", "");
            return new Example(
                    match.group(1),
                    hex,
                    Integer.parseInt(LENGTH.matcher(match.group(2))
                            .results()
                            .findFirst()
                            .orElseThrow()
                            .group(1)),
                    Long.parseLong(match.group(3)),
                    match.group(4));
        }

        Frame frame() {
            return FrameFormat.read(Unpooled.wrappedBuffer(HexFormat.of().parseHex(hex)), MAX_TEXT_BYTES);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void readsTheExampleAsThePageSays(Example example) {
        Frame frame = example.frame();

        assertEquals(example.name(), frame.body().getClass().getSimpleName());
        assertEquals(example.requestId(), frame.requestId());
        assertEquals(example.length(), example.hex().length() / 2 - FrameFormat.LENGTH_BYTES);
        String reading = frame.body() instanceof Messages page
                ? page.records().messages().toString()
                : frame.body().toString();
        assertEquals(example.reading(), reading);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void writesTheBytesOfTheExample(Example example) {
        ByteBuf written = Unpooled.buffer();

        FrameFormat.write(example.frame(), written);

        assertEquals(example.hex(), ByteBufUtil.hexDump(written));
    }

    @Test
    void showsAnExampleOfEveryType() throws IOException {
        Set<String> shown = examples().map(Example::name).collect(Collectors.toCollection(TreeSet::new));

        assertEquals(allTypes(), shown);
    }

    @Test
    void listsTheCodeOfEveryType() throws IOException {
        Set<String> listed = new TreeSet<>();
        TYPE_ROW.matcher(page()).results().forEach(row -> {
            String name = row.group(2);
            assertEquals(
                    name,
                    BodyFormats.of(Integer.parseInt(row.group(1), 16)).type().getSimpleName());
            listed.add(name);
        });

        assertEquals(allTypes(), listed);
    }

    @Test
    void showsAPageThatGoesOnFromAnEmptyList() throws IOException {
        List<Records> pages = examples()
                .map(example -> example.frame().body())
                .filter(Messages.class::isInstance)
                .map(page -> ((Messages) page).records())
                .toList();

        assertEquals(1, pages.size());
        assertTrue(pages.get(0).goOnFrom(RunningChecksum.EMPTY));
    }

    @Test
    void computesTheRunningChecksumsOfThePage() throws IOException {
        RunningChecksum checksum = new RunningChecksum();
        int current = RunningChecksum.EMPTY;
        int rows = 0;

        for (MatchResult row : CHECKSUM_ROW.matcher(page()).results().toList()) {
            current = checksum.after(
                    current, new LogMessage(Long.parseLong(row.group(1)), bytes(row.group(2)), bytes(row.group(3))));
            assertEquals(row.group(4), String.format("%08x", current));
            rows++;
        }

        assertEquals(3, rows);
    }

    @Test
    void keepsToTheLimitsOfThePage() throws IOException {
        String page = page();
        MatchResult limit = FRAME_LIMIT.matcher(page).results().findFirst().orElseThrow();

        assertEquals(FrameLimits.pageBytes(1), Integer.parseInt(limit.group(2)));
        assertEquals(
                FrameLimits.maxFrameBytesToSecondary(1), Integer.parseInt(limit.group(1)) + FrameLimits.pageBytes(1));
        assertTrue(page.contains("| " + FrameLimits.MAX_FRAME_BYTES_TO_MASTER + " bytes, length field included |"));
    }

    private static Bytes bytes(@Nullable String text) {
        return text == null ? Bytes.EMPTY : Bytes.utf8(text);
    }

    private static Set<String> allTypes() {
        return Stream.of(Body.class.getPermittedSubclasses())
                .flatMap(side -> Stream.of(side.getPermittedSubclasses()))
                .map(Class::getSimpleName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<Example> examples() throws IOException {
        return EXAMPLE.matcher(page()).results().map(Example::of);
    }

    private static String page() throws IOException {
        return Files.readString(Path.of("../docs/PROTOCOL.md"));
    }
}
