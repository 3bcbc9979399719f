package replog.cluster.sim;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import replog.proto.core.Dialer;
import replog.proto.core.Link;
import replog.proto.sim.SimConnection;
import replog.proto.sim.VirtualScheduler;

/** What lies between the secondaries and their master, and how it fails: one secondary at a time, by name. */
final class SimNetwork {

    private final VirtualScheduler scheduler;
    private final long latencyMs;
    private final BiFunction<Link, String, Link.Listener> master;
    private final Map<String, SimConnection> connections = new LinkedHashMap<>();
    private final Set<String> isolated = new HashSet<>();

    /** A network on which everything takes {@code latencyMs}; {@code master} takes in new connections. */
    SimNetwork(VirtualScheduler scheduler, long latencyMs, BiFunction<Link, String, Link.Listener> master) {
        this.scheduler = scheduler;
        this.latencyMs = latencyMs;
        this.master = master;
    }

    /** The way of this secondary to the master. */
    Dialer dialerOf(String name) {
        return attempt -> scheduler.schedule(latencyMs, () -> {
            if (isolated.contains(name)) {
                attempt.failed("no route to host");
            } else {
                connect(name, attempt);
            }
        });
    }

    /** Breaks its connection; it may connect again. */
    void cut(String name) {
        SimConnection connection = connections.get(name);
        if (connection != null) {
            connection.cut();
        }
    }

    /** Nothing comes through to it or from it, and nobody is told. */
    void isolate(String name) {
        isolated.add(name);
        SimConnection connection = connections.get(name);
        if (connection != null) {
            connection.silence();
        }
    }

    /** Ends its isolation; what was on its way arrives now. */
    void reach(String name) {
        isolated.remove(name);
        SimConnection connection = connections.get(name);
        if (connection != null) {
            connection.speak();
        }
    }

    private void connect(String name, Dialer.Listener attempt) {
        SimConnection connection = new SimConnection(scheduler, latencyMs);
        connections.put(name, connection);
        connection.second().deliverTo(master.apply(connection.second(), name));
        connection.first().deliverTo(attempt.connected(connection.first()));
    }
}
