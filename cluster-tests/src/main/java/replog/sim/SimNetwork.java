package replog.sim;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import replog.history.HistoryEvent.Connect;
import replog.proto.core.Dialer;

/** What lies between the secondaries and their master. Each secondary has a way, and a weather, of its own. */
final class SimNetwork {

    /** How long it takes to connect, in microseconds, at most. */
    private static final long MAX_CONNECT_US = 20_000;

    /** After so many milliseconds an attempt is given up that nobody answers. */
    private static final long CONNECT_TIMEOUT_MS = 3000;

    private final VirtualTime time;
    private final SimHistory history;
    private final SimOptions options;
    private final Dice dice;
    private final SimMaster master;
    private final Map<String, Weather> weathers = new LinkedHashMap<>();
    private final List<SimConnection> connections = new ArrayList<>();
    private long connectionCount;

    SimNetwork(VirtualTime time, SimHistory history, SimOptions options, Dice dice, SimMaster master) {
        this.time = time;
        this.history = history;
        this.options = options;
        this.dice = dice;
        this.master = master;
    }

    Weather weatherOf(String secondary) {
        return weathers.computeIfAbsent(secondary, name -> new Weather());
    }

    /** The way of this secondary, in its present life, to the master. */
    Dialer dialerOf(SimSecondary secondary) {
        SimProcess process = secondary.process();
        return attempt -> {
            Dice.Stream chance = dice.stream("connecting of " + secondary.name(), connectionCount++);
            long connectUs = chance.between(100, MAX_CONNECT_US);
            if (weatherOf(secondary.name()).unreachable) {
                process.in(1000 * CONNECT_TIMEOUT_MS, () -> attempt.failed("connection timed out"));
            } else {
                process.in(connectUs, () -> connect(secondary, attempt));
            }
        };
    }

    /** Breaks the connection of this secondary, which may connect again. */
    void reset(String secondary) {
        each(secondary, connection -> connection.reset("connection reset"));
    }

    /** What was held back by a silence that is over arrives. */
    void release(String secondary) {
        each(secondary, SimConnection::release);
    }

    /** Tells the other ends that this process is dead. */
    void resetAll(SimProcess dead) {
        for (SimConnection connection : connections) {
            if (connection.touches(dead) && !connection.isOver()) {
                connection.resetFrom(dead);
            }
        }
    }

    /** Good weather everywhere. */
    void heal() {
        weathers.values().forEach(Weather::clear);
        connections.forEach(SimConnection::release);
    }

    private void connect(SimSecondary secondary, Dialer.Listener attempt) {
        if (!master.isRunning()) {
            attempt.failed("connection refused");
            return;
        }
        connections.removeIf(SimConnection::isOver);
        SimConnection connection = new SimConnection(
                time, history, options, weatherOf(secondary.name()), dice, connectionCount, secondary, master);
        connections.add(connection);
        history.add(new Connect(history.t(), secondary.name(), master.name()));
        master.accept(connection.masterEnd(), secondary.name());
        connection.secondaryEnd().open(attempt.connected(connection.secondaryEnd()), secondary::tellReady);
    }

    private void each(String secondary, Consumer<SimConnection> what) {
        for (SimConnection connection : List.copyOf(connections)) {
            if (!connection.isOver() && connection.isOf(secondary)) {
                what.accept(connection);
            }
        }
    }
}
