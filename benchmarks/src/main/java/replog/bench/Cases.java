package replog.bench;

import java.util.ArrayList;
import java.util.List;

/** All that is measured, in the order of the table. */
final class Cases {

    private static final int USUAL_BYTES = 100;
    private static final int LONG_BYTES = 1 << 10;
    private static final int USUAL_CLIENTS = 64;
    private static final int PIPELINING_CLIENTS = 16;
    private static final int PIPELINED = 32;
    private static final int TOGETHER = 64;

    /** So little that the machine is not busy with it, in requests per second. */
    private static final int FIXED_RATE = 1000;

    private Cases() {}

    static List<Case> all() {
        List<Case> cases = new ArrayList<>();
        for (boolean onDisk : new boolean[] {false, true}) {
            String where = onDisk ? "on disk, " : "in memory, ";
            for (int concern = 1; concern <= 3; concern++) {
                for (int clients : new int[] {1, 16, 64, 256}) {
                    cases.add(new Case(
                            where + "w=" + concern + ", " + clients + (clients == 1 ? " client" : " clients"),
                            onDisk,
                            concern,
                            clients,
                            1,
                            0,
                            1,
                            USUAL_BYTES));
                }
            }
            cases.add(new Case(where + "w=3, 64 clients, 1 KB", onDisk, 3, USUAL_CLIENTS, 1, 0, 1, LONG_BYTES));
            cases.add(new Case(
                    where + "w=3, 16 clients, 32 pipelined",
                    onDisk,
                    3,
                    PIPELINING_CLIENTS,
                    PIPELINED,
                    0,
                    1,
                    USUAL_BYTES));
            cases.add(new Case(
                    where + "w=3, 16 clients, 64 messages in a request",
                    onDisk,
                    3,
                    PIPELINING_CLIENTS,
                    1,
                    0,
                    TOGETHER,
                    USUAL_BYTES));
            cases.add(new Case(
                    where + "w=3, 64 clients, 1,000 requests/s",
                    onDisk,
                    3,
                    USUAL_CLIENTS,
                    1,
                    FIXED_RATE,
                    1,
                    USUAL_BYTES));
        }
        return cases;
    }
}
