package replog.bench;

import java.net.InetSocketAddress;
import replog.bench.load.Load;
import replog.bench.load.LoadRun;

/** What goes before anything is measured: a server whose code is still being compiled is not what a user has after a minute. */
final class WarmUp {

    /** For so long each kind of request is sent, in milliseconds. */
    private static final long MS = 12_000;

    private static final int CONCERN = 3;
    private static final int MESSAGE_BYTES = 100;
    private static final int TOGETHER = 64;
    private static final long MAX_REQUESTS = 5_000_000;

    private WarmUp() {}

    /** Warms a master of two secondaries up. */
    static void of(InetSocketAddress master) throws InterruptedException {
        byte[] one = Requests.one(CONCERN, MESSAGE_BYTES);
        LoadRun.run(master, Requests.one(1, MESSAGE_BYTES), load(64, 1));
        LoadRun.run(master, one, load(64, 1));
        LoadRun.run(master, Requests.many(CONCERN, MESSAGE_BYTES, TOGETHER), load(16, 1));
        LoadRun.run(master, one, load(16, 32));
    }

    /** Warms the bare server up, and the clients with it. */
    static void of(Ceiling ceiling) throws InterruptedException {
        byte[] one = Requests.one(CONCERN, MESSAGE_BYTES);
        ceiling.measure(one, load(64, 1));
        ceiling.measure(one, load(16, 32));
    }

    private static Load load(int connections, int depth) {
        return new Load(connections, depth, 0, 0, MS, MAX_REQUESTS);
    }
}
