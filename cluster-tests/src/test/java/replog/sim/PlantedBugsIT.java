package replog.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every planted bug is found. Prints the table that {@code docs/PROOF.md} keeps. */
class PlantedBugsIT {

    private static final long FIRST_SEED = 1;
    private static final long SEEDS = 1000;

    @TempDir
    private Path folder;

    @Test
    void everyPlantedBugIsFoundWithinAThousandSeeds() {
        Map<PlantedBug, String> found = new ConcurrentHashMap<>();
        PlantedBugs.ALL.parallelStream().forEach(bug -> found.put(bug, find(bug)));
        System.out.println("| bug | found by | seeds needed | steps after shrinking |");
        System.out.println("|---|---|---|---|");
        PlantedBugs.ALL.forEach(bug -> System.out.println("| " + bug.what() + " | " + found.get(bug) + " |"));
        List<String> unfound = PlantedBugs.ALL.stream()
                .filter(bug -> found.getOrDefault(bug, "").isEmpty())
                .map(PlantedBug::what)
                .toList();
        assertEquals(List.of(), unfound);
    }

    @Test
    void withoutABugNothingIsFound() {
        PlantedBug none = PlantedBug.of(
                "none",
                "replog/master/core/WriteConcernLatch.java",
                "return confirmedBy.size()",
                "return confirmedBy.size()");

        assertEquals("", find(none));
    }

    private String find(PlantedBug bug) {
        try {
            ClassLoader broken = bug.plant(Files.createTempDirectory(folder, "bug"));
            Method find = broken.loadClass("replog.sim.PlantedRun").getDeclaredMethod("find", long.class, long.class);
            return (String) find.invoke(null, FIRST_SEED, SEEDS);
        } catch (IOException | ReflectiveOperationException e) {
            throw new AssertionError("cannot plant: " + bug.what(), e);
        }
    }
}
