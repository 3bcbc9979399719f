package replog.sim;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import replog.history.HistoryEvent.Append;
import replog.history.HistoryEvent.Believes;
import replog.history.HistoryEvent.Gauge;
import replog.history.HistoryEvent.HangUp;
import replog.history.HistoryEvent.Lost;
import replog.history.HistoryEvent.Post;
import replog.history.HistoryEvent.Start;
import replog.master.core.AddMessageRequest;
import replog.master.core.AddOutcome;
import replog.master.core.MasterHealth;
import replog.master.core.MasterNode;
import replog.master.core.MasterSettings;
import replog.master.core.NewMessages;
import replog.master.core.Receipt;
import replog.node.log.InMemoryLog;
import replog.node.log.MessageLog;
import replog.node.log.SegmentLog;
import replog.proto.message.FrameLimits;
import replog.proto.message.LogId;
import replog.proto.message.LogMessage;
import replog.proto.message.NodeId;

/** The master and its clients. */
final class SimMaster extends SimNode {

    static final String NAME = "master";

    private static final int HTTP_PORT = 8080;

    /** A client that has no answer yet, with its request once the core has it. */
    private static final class Client {
        private final List<Long> messages;
        private final int writeConcern;
        private @Nullable AddMessageRequest request;

        /** @param messages a number for each of its messages */
        Client(List<Long> messages, int writeConcern) {
            this.messages = messages;
            this.writeConcern = writeConcern;
        }
    }

    /** Far more than a schedule has steps, whose ids are the numbers of first messages. */
    private static final long NEXT_MESSAGE = 1_000_000;

    private final Map<Long, Client> waiting = new LinkedHashMap<>();
    private final Set<Client> hungUp = new HashSet<>();
    private final Map<NodeId, MasterHealth.Secondary> told = new HashMap<>();
    private final Map<Long, Integer> checksumsByLength = new HashMap<>();
    private ObservedLog log;
    private long leaving;
    private @Nullable MasterNode node;

    SimMaster(SimWorld world) {
        super(world, NAME, SegmentLog.Owner.MASTER, diskOf(world));
        this.log = new ObservedLog(new InMemoryLog(), this);
    }

    @Override
    MessageLog log() {
        return log;
    }

    /** How it is; only while it runs. */
    MasterHealth health() {
        return running().health();
    }

    /** Whether its list, the last that was so long, had this running checksum. */
    boolean had(long messages, int checksum) {
        return Integer.valueOf(checksum).equals(checksumsByLength.get(messages));
    }

    /** How many clients with a concern of at most {@code nodes} have no answer yet. */
    long waitingFor(int nodes) {
        return waiting.values().stream()
                .filter(client -> client.writeConcern <= nodes)
                .count();
    }

    /** A client posts {@code count} messages in one request. In the history each of them has a client of its own. */
    void post(long number, int count, int writeConcern, long timeoutMs) {
        List<Long> messages = LongStream.range(0, count)
                .mapToObj(i -> number + i * NEXT_MESSAGE)
                .toList();
        Client client = new Client(messages, writeConcern);
        double t = world().history().t();
        messages.forEach(message -> world().history().add(new Post(t, name(), message, writeConcern)));
        if (!isRunning()) {
            lost(client);
            return;
        }
        waiting.put(number, client);
        process().in(world().clientUs(), () -> take(number, timeoutMs));
    }

    void hangUp(long number) {
        Client gone = waiting.remove(number);
        if (gone != null) {
            hungUp.add(gone);
            leaving++;
            double t = world().history().t();
            gone.messages.forEach(message -> world().history().add(new HangUp(t, name(), message)));
            process().in(world().clientUs(), () -> {
                leaving--;
                if (gone.request != null) {
                    running().abandon(gone.request);
                    tellGauges();
                }
            });
        }
    }

    /** A secondary has connected. */
    void accept(SimEnd end, String address) {
        process().in(0, () -> end.open(running().accepted(end, address), this::tellBeliefs));
    }

    /** Puts into the history what has changed in what the master believes. */
    void tellBeliefs() {
        for (MasterHealth.Secondary now : health().secondaries()) {
            MasterHealth.Secondary before = told.put(now.nodeId(), now);
            if (before == null
                    || before.firstGap() != now.firstGap()
                    || before.connected() != now.connected()
                    || before.state() != now.state()
                    || !before.name().equals(now.name())) {
                world().history()
                        .add(new Believes(
                                world().history().t(),
                                name(),
                                now.name(),
                                now.nodeId().toString(),
                                now.firstGap(),
                                now.connected(),
                                now.state().name()));
            }
        }
    }

    void tellGauges() {
        long clients = waiting.size() + leaving;
        long max = Math.min(world().options().maxWaiting(), clients);
        world().history().add(new Gauge(world().history().t(), name(), "waiting clients", health().waiting(), max));
    }

    @Override
    void begin(SimStorage.Opened opened) {
        SimOptions options = world().options();
        NodeId nodeId = opened.nodeId();
        if (opened.log().id().isEmpty()) {
            opened.log().adopt(new LogId(uuid("log")));
        }
        Collection<ObservedLog.Held> written = log.notYetHeld();
        log = new ObservedLog(opened.log(), this);
        told.clear();
        world().history()
                .add(new Start(
                        world().history().t(),
                        name(),
                        nodeId.toString(),
                        true,
                        logIdText(),
                        log.firstGap(),
                        false,
                        true));
        tellRecovered(written);
        Dice.Stream jitter = dice("jitter");
        node = new MasterNode(
                new MasterSettings(
                        name(),
                        nodeId,
                        HTTP_PORT,
                        options.responseTimeoutMs(),
                        options.heartbeatMs(),
                        SimOptions.MAX_MESSAGE_BYTES,
                        options.maxWaiting(),
                        options.quorum() == 0 ? OptionalInt.empty() : OptionalInt.of(options.quorum()),
                        SimSecondary.HELLO_DEADLINE_MS,
                        maxRunMessages(),
                        false),
                log,
                process(),
                sendDelay(),
                jitter::between);
    }

    /** Sometimes one, as where each message is delayed by itself. */
    private int maxRunMessages() {
        int most = (int) dice("messages together").between(1, 4);
        return most == 4 ? FrameLimits.MAX_RUN_MESSAGES : most;
    }

    @Override
    void stopCore(Runnable onStopped) {
        running().stop(onStopped);
    }

    @Override
    void ended() {
        waiting.values().forEach(this::lost);
        waiting.clear();
        leaving = 0;
    }

    @Override
    boolean showsList() {
        return true;
    }

    @Override
    public void held(ObservedLog.Held held) {
        tellAppended(held.message(), held.checksum());
    }

    @Override
    public void progressed() {
        tellBeliefs();
    }

    /** What the last life had written, and had not known to be synced, may be there all the same. */
    private void tellRecovered(Collection<ObservedLog.Held> written) {
        for (ObservedLog.Held each : written) {
            long id = each.message().id();
            if (id < log.firstGap()) {
                tellAppended(each.message(), id + 1 == log.firstGap() ? log.checksum() : each.checksum());
            }
        }
    }

    private void tellAppended(LogMessage message, int checksum) {
        checksumsByLength.put(message.id() + 1, checksum);
        world().history()
                .add(new Append(world().history().t(), name(), message.id(), clientOf(message.text()), hex(checksum)));
    }

    private static @Nullable SimDisks diskOf(SimWorld world) {
        SimDisks disks = world.options().disks();
        return disks != null && disks.ofMaster() ? disks : null;
    }

    private MasterNode running() {
        if (node == null) {
            throw new IllegalStateException("the master has never run");
        }
        return node;
    }

    private void take(long number, long timeoutMs) {
        Client client = waiting.get(number);
        if (client != null) {
            int bytes = world().options().messageBytes();
            NewMessages messages = new NewMessages(
                    client.messages.stream()
                            .map(message -> textOf(message, bytes))
                            .toList(),
                    client.writeConcern,
                    timeoutMs == 0 ? OptionalLong.empty() : OptionalLong.of(timeoutMs));
            client.request = running().addMessages(messages, outcome -> answered(number, client, outcome));
        }
    }

    private void answered(long number, Client client, AddOutcome outcome) {
        waiting.remove(number);
        if (hungUp.contains(client)) {
            return; // The core had not heard of that yet.
        }
        tellBeliefs();
        if (outcome instanceof AddOutcome.Met met) {
            receipt(client, met.receipt().writeConcern() == 0 ? 202 : 200, met.receipt());
        } else if (outcome instanceof AddOutcome.TimedOut late) {
            receipt(client, 504, late.receipt());
        } else if (outcome instanceof AddOutcome.Stopping stopping) {
            receipt(client, 503, stopping.receipt());
        } else if (outcome instanceof AddOutcome.NotSynced) {
            lost(client); // Nobody knows whether it is on the disk.
        } else {
            double t = world().history().t();
            String why = outcome.getClass().getSimpleName();
            client.messages.forEach(
                    message -> world().history().add(new replog.history.HistoryEvent.Refused(t, name(), message, why)));
        }
    }

    private void receipt(Client client, int status, Receipt receipt) {
        double t = world().history().t();
        for (int i = 0; i < client.messages.size(); i++) {
            world().history()
                    .add(new replog.history.HistoryEvent.Receipt(
                            t,
                            name(),
                            client.messages.get(i),
                            receipt.ids().first() + i,
                            receipt.writeConcern(),
                            status,
                            receipt.acknowledgedBy(),
                            client.messages.size() == 1 ? null : receipt.ids().last()));
        }
    }

    private void lost(Client client) {
        double t = world().history().t();
        client.messages.forEach(message -> world().history().add(new Lost(t, name(), message)));
    }
}
