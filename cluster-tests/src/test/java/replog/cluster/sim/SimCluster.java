package replog.cluster.sim;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import replog.master.core.MasterNode;
import replog.master.core.MasterSettings;
import replog.master.core.NewMessage;
import replog.node.log.InMemoryLog;
import replog.proto.core.SendDelay;
import replog.proto.message.Bytes;
import replog.proto.message.LogId;
import replog.proto.message.LogMessage;
import replog.proto.message.NodeId;
import replog.proto.sim.VirtualScheduler;
import replog.secondary.core.SecondaryNode;
import replog.secondary.core.SecondarySettings;

/**
 * A master and its secondaries in virtual time. Chance comes from the seed alone, each node has a stream of its own, and
 * the invariants are checked after every event: the same seed gives the same trace.
 */
final class SimCluster {

    private static final int MAX_MESSAGE_BYTES = 1 << 16;
    private static final long RESPONSE_TIMEOUT_MS = 1500;
    private static final long RECONNECT_MS = 3000;
    private static final long HELLO_DEADLINE_MS = 10_000;
    private static final int HEARTBEAT_MS = 1000;

    private final VirtualScheduler scheduler = new VirtualScheduler();
    private final long seed;
    private final long minDelayMs;
    private final long maxDelayMs;
    private final MasterNode master;
    private final Map<String, SecondaryNode> secondaries = new LinkedHashMap<>();
    private final SimNetwork network;
    private final Invariants invariants;

    /** A master that waits for its secondaries; requests are delayed by {@code minDelayMs} to {@code maxDelayMs}. */
    SimCluster(long seed, long minDelayMs, long maxDelayMs, long latencyMs) {
        this.seed = seed;
        this.minDelayMs = minDelayMs;
        this.maxDelayMs = maxDelayMs;
        InMemoryLog log = new InMemoryLog();
        log.adopt(new LogId(uuid("log")));
        Random jitter = stream("jitter");
        this.master = new MasterNode(
                new MasterSettings(
                        "master",
                        new NodeId(uuid("master")),
                        8080,
                        RESPONSE_TIMEOUT_MS,
                        HEARTBEAT_MS,
                        MAX_MESSAGE_BYTES,
                        100_000,
                        OptionalInt.empty(),
                        HELLO_DEADLINE_MS,
                        true),
                log,
                scheduler,
                delayOf("master"),
                (low, high) -> between(jitter, low, high));
        this.network = new SimNetwork(scheduler, latencyMs, master::accepted);
        this.invariants = new Invariants(scheduler, master, secondaries);
    }

    /** Starts a secondary with an empty list. */
    void start(String name) {
        SecondaryNode secondary = new SecondaryNode(
                new SecondarySettings(
                        name,
                        new NodeId(uuid(name)),
                        8081,
                        RESPONSE_TIMEOUT_MS,
                        RECONNECT_MS,
                        MAX_MESSAGE_BYTES,
                        HELLO_DEADLINE_MS,
                        true),
                new InMemoryLog(),
                scheduler,
                delayOf(name),
                network.dialerOf(name));
        secondaries.put(name, secondary);
        secondary.start();
    }

    /** A client that posts a message now. */
    SimClient post(String text, int writeConcern, OptionalLong timeoutMs) {
        SimClient client = new SimClient(invariants);
        master.addMessage(new NewMessage(Bytes.utf8(text), writeConcern, timeoutMs), client::answered);
        return client;
    }

    /** A client that posts a message now and waits as long as it takes. */
    SimClient post(String text, int writeConcern) {
        return post(text, writeConcern, OptionalLong.empty());
    }

    /** Plans something for later. */
    void in(long delayMs, Runnable what) {
        scheduler.schedule(delayMs, what);
    }

    void runFor(long ms) {
        runUntil(() -> false, ms);
    }

    /** Lets time pass until the condition holds, and tells whether it did within {@code withinMs}. */
    boolean runUntil(BooleanSupplier condition, long withinMs) {
        return scheduler.runUntil(
                () -> {
                    invariants.check();
                    return condition.getAsBoolean();
                },
                withinMs);
    }

    SimNetwork network() {
        return network;
    }

    /** Whether every secondary shows the whole list. */
    boolean hasConverged() {
        return secondaries.values().stream()
                .allMatch(
                        secondary -> secondary.log().firstGap() == master.log().firstGap());
    }

    /** The list as the secondary of this name shows it. */
    List<String> listOf(String name) {
        SecondaryNode secondary = secondaries.get(name);
        return secondary == null
                ? List.of()
                : secondary.log().read(0, Integer.MAX_VALUE, Long.MAX_VALUE).stream()
                        .map(LogMessage::text)
                        .map(Bytes::utf8)
                        .toList();
    }

    /** What has happened so far, line by line. */
    List<String> trace() {
        return invariants.trace();
    }

    /** A stream of chance of its own for each purpose, so that one more draw here changes nothing there. */
    Random stream(String purpose) {
        return new Random(seed * 1_000_003 + purpose.hashCode());
    }

    private SendDelay delayOf(String name) {
        Random chance = stream("delays of " + name);
        return () -> between(chance, minDelayMs, maxDelayMs);
    }

    private UUID uuid(String name) {
        Random chance = stream("id of " + name);
        return new UUID(chance.nextLong(), chance.nextLong());
    }

    static long between(Random chance, long low, long high) {
        return low + chance.nextLong(high - low + 1);
    }
}
