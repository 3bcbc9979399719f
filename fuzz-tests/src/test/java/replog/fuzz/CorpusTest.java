package replog.fuzz;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Replays every input that {@code ./fuzz} found worth keeping, without the fuzzer. */
class CorpusTest {

    private static final Path CORPUS = Path.of("src/test/resources/corpus");

    private static final Map<String, Consumer<byte[]>> TARGETS = Map.of(
            "frames", FrameStreamFuzz::fuzzerTestOneInput,
            "master", MasterSessionFuzz::fuzzerTestOneInput,
            "secondary", SecondarySessionFuzz::fuzzerTestOneInput,
            "http", HttpBytesFuzz::fuzzerTestOneInput,
            "json", JsonBodyFuzz::fuzzerTestOneInput);

    @TestFactory
    Stream<DynamicTest> everyPromiseHoldsForEveryInputOfTheCorpus() {
        return TARGETS.entrySet().stream()
                .map(target ->
                        DynamicTest.dynamicTest(target.getKey(), () -> replay(target.getKey(), target.getValue())));
    }

    private static void replay(String name, Consumer<byte[]> target) throws IOException {
        List<Path> inputs;
        try (Stream<Path> files = Files.list(CORPUS.resolve(name))) {
            inputs = files.sorted().toList();
        }
        assertFalse(inputs.isEmpty());
        for (Path input : inputs) {
            try {
                target.accept(Files.readAllBytes(input));
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError(input + ": " + e.getMessage(), e);
            }
        }
    }
}
