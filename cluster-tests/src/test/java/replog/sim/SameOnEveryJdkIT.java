package replog.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** A seed means the same history on every JDK of this machine. */
class SameOnEveryJdkIT {

    private static final long FIRST_SEED = 1;
    private static final long SEEDS = 1000;
    private static final long LIMIT_SECONDS = 300;
    private static final Path JDKS = Path.of("/usr/lib/jvm");

    @Test
    void aThousandSeedsGiveTheSameHistories() throws Exception {
        List<Path> others = others();
        Assumptions.assumeFalse(others.isEmpty(), "there is no other JDK under " + JDKS);
        SimulateMain.silenceNodes();
        String here = String.format(Locale.ROOT, "%016x", HistoryHash.ofSeeds(FIRST_SEED, SEEDS));

        for (Path java : others) {
            assertEquals(here, hashBy(java), java::toString);
        }
    }

    /** One of each feature release beside this one. */
    private static List<Path> others() throws Exception {
        if (!Files.isDirectory(JDKS)) {
            return List.of();
        }
        try (Stream<Path> homes = Files.list(JDKS)) {
            return homes.filter(home -> !Files.isSymbolicLink(home))
                    .filter(home -> !home.equals(Path.of(System.getProperty("java.home"))))
                    .map(home -> home.resolve("bin/java"))
                    .filter(Files::isExecutable)
                    .sorted()
                    .toList();
        }
    }

    private static String hashBy(Path java) throws Exception {
        Process process = new ProcessBuilder(
                        java.toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        "replog.sim.SimulateMain",
                        "--seeds",
                        Long.toString(SEEDS),
                        "--from",
                        Long.toString(FIRST_SEED),
                        "--hash")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(true, process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS));
            return output.strip();
        } finally {
            process.destroyForcibly();
        }
    }
}
