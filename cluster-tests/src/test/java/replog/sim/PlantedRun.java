package replog.sim;

import java.util.Locale;

/** Runs inside the class loader of a planted bug, and tells the outside in words. */
public final class PlantedRun {

    private PlantedRun() {}

    /** Which checker finds something, in how many seeds, and how many steps are left; empty where none does. */
    public static String find(long first, long seeds) {
        SimulateMain.silenceNodes();
        return FirstFailure.find(first, seeds)
                .map(failure -> String.format(
                        Locale.ROOT,
                        "%s | %d | %d",
                        failure.violation().checker(),
                        failure.seedsTried(),
                        failure.shrunk().steps().size()))
                .orElse("");
    }
}
