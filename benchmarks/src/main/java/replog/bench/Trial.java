package replog.bench;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Something that is measured as a whole: a restart, a catch-up, a long list.
 *
 * @param what in words
 */
record Trial(String what, Measurement measurement) {

    /** Measures in a folder of its own, with the bare server beside. */
    interface Measurement {
        Finding in(Path folder, Ceiling ceiling) throws IOException, InterruptedException;
    }
}
