package replog.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every planted bug is found. Prints the table that {@code docs/PROOF.md} keeps. */
class PlantedBugsIT {

    private static final long FIRST_SEED = 1;
    private static final long SEEDS = 1000;

    @TempDir
    private Path folder;

    @Test
    void everyPlantedBugIsFoundWithinAThousandSeeds() throws Exception {
        List<String> unfound = new ArrayList<>();
        System.out.println("| bug | found by | seeds needed | steps after shrinking |");
        System.out.println("|---|---|---|---|");
        for (PlantedBug bug : PlantedBugs.ALL) {
            String found = find(bug, Files.createTempDirectory(folder, "bug"));
            System.out.println("| " + bug.what() + " | " + found + " |");
            if (found.isEmpty()) {
                unfound.add(bug.what());
            }
        }
        assertEquals(List.of(), unfound);
    }

    @Test
    void withoutABugNothingIsFound() throws Exception {
        PlantedBug none = PlantedBug.of(
                "none",
                "replog/master/core/WriteConcernLatch.java",
                "return confirmedBy.size()",
                "return confirmedBy.size()");

        assertEquals("", find(none, folder));
    }

    private static String find(PlantedBug bug, Path folder) throws Exception {
        ClassLoader broken = bug.plant(folder);
        Method find = broken.loadClass("replog.sim.PlantedRun").getDeclaredMethod("find", long.class, long.class);
        return (String) find.invoke(null, FIRST_SEED, SEEDS);
    }
}
