package replog.sim;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import replog.history.HistoryEvent.Fault;
import replog.history.HistoryEvent.OfDisk;
import replog.master.core.MasterHealth;
import replog.proto.message.LogId;
import replog.proto.message.NodeId;
import replog.sim.Step.Kind;

/** A master, its secondaries and what lies between them; does to them what the steps of a schedule say. */
final class SimCluster implements SimWorld {

    private static final long MAX_CLIENT_US = 2000;

    /** By how much a reordered frame comes late at most, in milliseconds. */
    private static final long REORDER_MS = 2000;

    private final VirtualTime time = new VirtualTime();
    private final SimHistory history = new SimHistory(time);
    private final SimOptions options;
    private final Dice dice;
    private final Dice.Stream clientChance;
    private final SimMaster master;
    private final SimNetwork network;
    private final Map<String, SimSecondary> secondaries = new LinkedHashMap<>();

    SimCluster(long seed, SimOptions options) {
        this.options = options;
        this.dice = new Dice(seed);
        this.clientChance = dice.stream("ways of clients");
        this.master = new SimMaster(this);
        this.network = new SimNetwork(time, history, options, dice, master);
    }

    @Override
    public VirtualTime time() {
        return time;
    }

    @Override
    public SimHistory history() {
        return history;
    }

    @Override
    public SimOptions options() {
        return options;
    }

    @Override
    public Dice dice() {
        return dice;
    }

    @Override
    public SimNetwork network() {
        return network;
    }

    @Override
    public long clientUs() {
        return clientChance.between(0, MAX_CLIENT_US);
    }

    @Override
    public Optional<LogId> masterLogId() {
        return master.log().id();
    }

    @Override
    public long masterFirstGap() {
        return master.log().firstGap();
    }

    @Override
    public boolean masterHad(long messages, int checksum) {
        return master.had(messages, checksum);
    }

    SimMaster master() {
        return master;
    }

    /** Does now what the step says. */
    void perform(Step step) {
        switch (step.kind()) {
            case POST -> master.post(step.id(), 1, (int) step.value(), step.forMs());
            case POST_MANY -> master.post(step.id(), 2 + step.id() % 3, (int) step.value(), step.forMs());
            case HANG_UP -> master.hangUp(step.value());
            case READ -> node(step.node()).read(step.value());
            case JOIN, JOIN_TWIN, JOIN_STRAY -> join(step);
            default -> breakSomething(step);
        }
    }

    /** Ends all faults; who was away comes back. */
    void heal() {
        network.heal();
        nodes().forEach(SimNode::bringBack);
        // Half of those who hold the list of a master that is no more are given a new beginning.
        Dice.Stream chance = dice.stream("who begins anew");
        for (SimSecondary secondary : secondaries.values()) {
            if (secondary.isForeign() && !secondary.isStray() && chance.percent(50)) {
                secondary.kill(true);
                secondary.storage().lose();
                secondary.start();
            }
        }
    }

    /** Whether a disk has failed after all; its node is started again. */
    boolean hasMended() {
        boolean hasMended = false;
        for (SimNode node : nodes()) {
            if (node.log().failure().isPresent()) {
                node.bringBack();
                hasMended = true;
            }
        }
        return hasMended;
    }

    /**
     * Whether all that can be reached is reached: the lists are equal, nothing is on its way to a disk, no client waits that
     * could be answered.
     */
    boolean hasConverged() {
        if (nodes().stream().anyMatch(SimNode::isWriting)) {
            return false;
        }
        Set<NodeId> holders = new HashSet<>();
        for (SimSecondary secondary : secondaries.values()) {
            if (!secondary.isForeign()) {
                holders.add(secondary.health().nodeId());
                if (secondary.log().firstGap() != master.log().firstGap() || !secondary.showsList()) {
                    return false;
                }
            }
        }
        return master.waitingFor(1 + holders.size()) == 0 && believedComplete().equals(holders);
    }

    /**
     * Whether a stray's list has by chance the running checksum of the master's, as one pair of lists in 2^32 does. Then the
     * master rightly takes it in, and no promise is about what follows.
     */
    boolean hasStrayThatPasses() {
        return secondaries.values().stream().anyMatch(SimSecondary::passesForMasters);
    }

    /** Everybody is read, and tells how much of everything limited it has. */
    void takeStock() {
        master.tellBeliefs();
        master.tellGauges();
        secondaries.values().forEach(SimSecondary::tellGauges);
        nodes().forEach(node -> node.read(0));
    }

    /** By node id: a former life of a secondary, whose end the master has not noticed yet, does not stand for another one. */
    private Set<NodeId> believedComplete() {
        return master.health().secondaries().stream()
                .filter(known -> known.connected() && known.lag() == 0)
                .map(MasterHealth.Secondary::nodeId)
                .collect(Collectors.toSet());
    }

    private void join(Step step) {
        String friendlyName = step.kind() == Kind.JOIN_TWIN ? "bonnie" : step.node();
        secondaries
                .computeIfAbsent(step.node(), name -> new SimSecondary(this, name, friendlyName, (int) step.value()))
                .start();
    }

    private void breakSomething(Step step) {
        history.add(new Fault(history.t(), step.node(), step.kind().name()));
        if (step.kind() == Kind.POWER_OFF_ALL || step.kind() == Kind.KILL_ALL) {
            breakAll(step);
        } else if (step.kind().compareTo(Kind.RESET) < 0) {
            SimNode node = node(step.node());
            if (node.isRunning()) {
                breakProcess(step, node);
            }
        } else if (step.node().equals(Step.EVERYWHERE)) {
            List.copyOf(secondaries.keySet()).forEach(name -> breakNetwork(step, name));
        } else {
            breakNetwork(step, step.node());
        }
    }

    private void breakProcess(Step step, SimNode node) {
        SimProcess process = node.process();
        switch (step.kind()) {
            case STOP -> node.stop();
            case KILL -> node.kill(true);
            case POWER_OFF -> node.kill(false);
            case PAUSE -> {
                process.pause();
                after(step, process::resume);
                return;
            }
            case SLOW -> {
                process.slowDown(step.value());
                after(step, () -> process.slowDown(0));
                return;
            }
            case CLOCK_JUMP -> {
                process.jump(step.value());
                return;
            }
            default -> {
                breakDisk(step, node);
                return;
            }
        }
        after(step, node::start);
    }

    private void breakAll(Step step) {
        for (SimNode node : nodes()) {
            if (node.isRunning()) {
                node.kill(step.kind() == Kind.KILL_ALL);
                after(step, node::start);
            }
        }
    }

    private void breakDisk(Step step, SimNode node) {
        SimStorage storage = node.storage();
        switch (step.kind()) {
            case FAIL_SYNC -> {
                storage.disk().failSyncAfter(0);
                if (step.value() == 1) {
                    after(step, () -> node.kill(false));
                }
            }
            case FILL_DISK -> storage.disk().fill(step.value());
            case SLOW_DISK -> {
                storage.slowDown(1000 * step.value());
                after(step, () -> storage.slowDown(0));
                return;
            }
            case FLIP_BIT -> {
                if (storage.disk().flipBit()) {
                    history.add(new OfDisk(history.t(), node.name(), OfDisk.DAMAGED));
                }
                if (step.forMs() > 0) {
                    node.kill(true);
                    after(step, node::start);
                }
                return;
            }
            case LOSE_DISK -> {
                node.kill(true);
                storage.lose();
                after(step, node::start);
                return;
            }
            default -> throw new IllegalArgumentException("not a fault of a process or a disk: " + step);
        }
        after(step, node::startOnMendedDisk);
    }

    private void breakNetwork(Step step, String name) {
        int percent = (int) step.value();
        switch (step.kind()) {
            case RESET -> network.reset(name);
            case PARTITION -> silence(step, name, true, true);
            case PARTITION_TO_MASTER -> silence(step, name, true, false);
            case PARTITION_TO_SECONDARY -> silence(step, name, false, true);
            case LOSE -> spell(step, name, weather -> weather.losePercent = percent, w -> w.losePercent = 0);
            case DUPLICATE ->
                spell(step, name, weather -> weather.duplicatePercent = percent, w -> w.duplicatePercent = 0);
            case CORRUPT -> spell(step, name, weather -> weather.corruptPercent = percent, w -> w.corruptPercent = 0);
            case REORDER -> {
                network.weatherOf(name).reorderMs = REORDER_MS;
                spell(step, name, weather -> weather.reorderPercent = percent, w -> w.reorderPercent = 0);
            }
            case DELAY -> spell(step, name, weather -> weather.extraDelayMs = percent, w -> w.extraDelayMs = 0);
            case SLOW_LINK -> spell(step, name, weather -> weather.bytesPerMs = percent, w -> w.bytesPerMs = 0);
            default -> throw new IllegalArgumentException("not a fault of the network: " + step);
        }
    }

    private void silence(Step step, String name, boolean toMaster, boolean toSecondary) {
        spell(
                step,
                name,
                weather -> {
                    weather.silentToMaster = toMaster;
                    weather.silentToSecondary = toSecondary;
                    weather.unreachable = true;
                },
                weather -> {
                    weather.silentToMaster = false;
                    weather.silentToSecondary = false;
                    weather.unreachable = false;
                });
    }

    private void spell(Step step, String name, Consumer<Weather> begin, Consumer<Weather> end) {
        begin.accept(network.weatherOf(name));
        after(step, () -> {
            end.accept(network.weatherOf(name));
            network.release(name);
        });
    }

    /** Faults end by themselves, but not after the healing, which ends them all. */
    private void after(Step step, Runnable end) {
        if (step.atMs() + step.forMs() < options.faultsMs()) {
            time.in(1000 * step.forMs(), null, end);
        }
    }

    private SimNode node(String name) {
        SimSecondary secondary = secondaries.get(name);
        if (secondary != null) {
            return secondary;
        }
        // A step about a node that has not joined, or was shrunk away, is a step about nobody.
        return name.equals(SimMaster.NAME) ? master : new SimSecondary(this, name, name, 0);
    }

    private List<SimNode> nodes() {
        List<SimNode> nodes = new ArrayList<>(secondaries.values());
        nodes.add(master);
        return nodes;
    }
}
