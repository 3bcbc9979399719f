package replog.sim;

import org.jspecify.annotations.Nullable;
import replog.history.HistoryEvent.Gap;
import replog.history.HistoryEvent.Gauge;
import replog.history.HistoryEvent.Ready;
import replog.history.HistoryEvent.Start;
import replog.node.log.InMemoryLog;
import replog.node.log.MessageLog;
import replog.node.log.SegmentLog;
import replog.proto.message.Bytes;
import replog.proto.message.LogId;
import replog.proto.message.LogMessage;
import replog.proto.message.NodeId;
import replog.secondary.core.SecondaryHealth;
import replog.secondary.core.SecondaryNode;
import replog.secondary.core.SecondarySettings;

/** A secondary. */
final class SimSecondary extends SimNode {

    /** A connection without Hello, or without its answer, ends after so many milliseconds. */
    static final long HELLO_DEADLINE_MS = 10_000;

    private static final int HTTP_PORT = 8081;

    private final String friendlyName;
    private final int strayMessages;
    private ObservedLog log;
    private @Nullable SecondaryNode node;
    private boolean toldReady;

    /**
     * @param friendlyName what it calls itself, perhaps like another one
     * @param strayMessages how many messages it has from the start that no master has
     */
    SimSecondary(SimWorld world, String name, String friendlyName, int strayMessages) {
        super(world, name, SegmentLog.Owner.SECONDARY, strayMessages > 0 ? null : diskOf(world));
        this.log = new ObservedLog(new InMemoryLog(), this);
        this.friendlyName = friendlyName;
        this.strayMessages = strayMessages;
    }

    @Override
    MessageLog log() {
        return log;
    }

    /** How it is; only while it runs. */
    SecondaryHealth health() {
        return running().health();
    }

    boolean isStray() {
        return strayMessages > 0;
    }

    /** Whether it is a stray whose list nobody can tell from the master's by what it says in Hello. */
    boolean passesForMasters() {
        return isStray() && world().masterHad(log.firstGap(), log.checksum());
    }

    void tellGauges() {
        long lacks = Math.max(0, world().masterFirstGap() - log.firstGap());
        world().history()
                .add(new Gauge(
                        world().history().t(),
                        name(),
                        "messages behind a gap",
                        health().waitingBehindGap(),
                        isForeign() ? Long.MAX_VALUE : lacks));
    }

    /** Puts into the history that it shows its list, once it does. */
    void tellReady() {
        if (!toldReady && showsList()) {
            toldReady = true;
            world().history().add(new Ready(world().history().t(), name()));
        }
    }

    /** Whether it holds messages of another log than the master's. */
    boolean isForeign() {
        return isStray() || (log.firstGap() > 0 && !log.id().equals(world().masterLogId()));
    }

    @Override
    void begin(SimStorage.Opened opened) {
        SimOptions options = world().options();
        toldReady = false;
        NodeId nodeId = opened.nodeId();
        log = new ObservedLog(isStray() ? strayLog() : opened.log(), this);
        world().history()
                .add(new Start(
                        world().history().t(),
                        name(),
                        nodeId.toString(),
                        false,
                        logIdText(),
                        log.firstGap(),
                        isStray(),
                        true));
        if (log.firstGap() > 0 && !isStray()) {
            tellGap(log.firstGap(), log.checksum());
        }
        node = new SecondaryNode(
                new SecondarySettings(
                        friendlyName,
                        nodeId,
                        HTTP_PORT,
                        options.responseTimeoutMs(),
                        options.reconnectMs(),
                        SimOptions.MAX_MESSAGE_BYTES,
                        HELLO_DEADLINE_MS,
                        false),
                log,
                process(),
                sendDelay(),
                world().network().dialerOf(this),
                () -> {});
        tellReady();
        process().in(0, node::start);
    }

    @Override
    void stopCore(Runnable onStopped) {
        running().stop();
        onStopped.run();
    }

    @Override
    void ended() {
        // Nobody waits for a secondary but its master, which the network tells.
    }

    @Override
    boolean showsList() {
        return health().caughtUp();
    }

    /** The master's log by its id, not by its messages. */
    private MessageLog strayLog() {
        MessageLog stray = new InMemoryLog();
        stray.adopt(world().masterLogId().orElseGet(() -> new LogId(uuid("stray"))));
        for (int id = 0; id < strayMessages; id++) {
            stray.append(new LogMessage(id, Bytes.EMPTY, Bytes.utf8("stray")));
        }
        return stray;
    }

    @Override
    public void held(ObservedLog.Held held) {
        tellGap(held.message().id() + 1, held.checksum());
    }

    @Override
    public void progressed() {
        tellReady();
    }

    private void tellGap(long firstGap, int checksum) {
        world().history()
                .add(new Gap(world().history().t(), name(), String.valueOf(logIdText()), firstGap, hex(checksum)));
    }

    private static @Nullable SimDisks diskOf(SimWorld world) {
        SimDisks disks = world.options().disks();
        return disks != null && disks.ofSecondaries() ? disks : null;
    }

    private SecondaryNode running() {
        if (node == null) {
            throw new IllegalStateException(name() + " has never run");
        }
        return node;
    }
}
