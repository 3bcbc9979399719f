package replog.check;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import replog.history.HistoryEvent.Append;
import replog.history.HistoryEvent.Believes;
import replog.history.HistoryEvent.Gap;
import replog.history.HistoryEvent.OfDisk;
import replog.history.HistoryEvent.Read;
import replog.history.HistoryEvent.Ready;
import replog.history.HistoryEvent.Start;
import replog.history.HistoryEvent.Stop;
import replog.history.HistoryListener;

/** The nodes of a history, living and dead. */
final class KnownNodes implements HistoryListener {

    private final Map<String, KnownNode> byId = new HashMap<>();
    private final Map<String, KnownNode> byName = new LinkedHashMap<>();
    private final Map<String, String> idByPeerName = new HashMap<>();
    private final Set<String> connectedIds = new HashSet<>();
    private final Set<String> damagedIds = new HashSet<>();
    private @Nullable KnownNode master;

    /**
     * The node of this name, in its present or last life.
     *
     * @throws IllegalArgumentException where the history has not told of its start
     */
    KnownNode named(String name) {
        KnownNode node = byName.get(name);
        if (node == null) {
            throw new IllegalArgumentException("the history does not begin with the start of " + name);
        }
        return node;
    }

    @Nullable
    KnownNode withId(String nodeId) {
        return byId.get(nodeId);
    }

    /** The node that the master calls so in a receipt. */
    @Nullable
    KnownNode calledByMaster(String name) {
        String id = idByPeerName.get(name);
        return id == null ? byName.get(name) : byId.get(id);
    }

    /** The master, in its present or last life; null before the first. */
    @Nullable
    KnownNode master() {
        return master;
    }

    /** Whether the master, or what has been seen of it last, has a connection to this node. */
    boolean isConnected(KnownNode node) {
        return node == master || connectedIds.contains(node.nodeId());
    }

    /** Whether its disk has lost what it held, by itself: then nobody can be blamed for what it lacks. */
    boolean isDamaged(KnownNode node) {
        return damagedIds.contains(node.nodeId());
    }

    /** All nodes, each in its present or last life. */
    Collection<KnownNode> all() {
        return byName.values();
    }

    @Override
    public void started(Start start) {
        KnownNode node = new KnownNode(start);
        byId.put(start.nodeId(), node);
        byName.put(start.n(), node);
        if (start.master()) {
            master = node;
            idByPeerName.clear();
            connectedIds.clear();
        }
    }

    @Override
    public void stopped(Stop stop) {
        named(stop.n()).ended();
    }

    @Override
    public void appended(Append append) {
        KnownNode node = named(append.n());
        if (node.logId() != null) {
            node.holds(node.logId(), append.m() + 1);
        }
    }

    @Override
    public void toldOfDisk(OfDisk event) {
        if (event.what().equals(OfDisk.DAMAGED)) {
            damagedIds.add(named(event.n()).nodeId());
        }
    }

    @Override
    public void gap(Gap gap) {
        named(gap.n()).holds(gap.logId(), gap.g());
    }

    @Override
    public void ready(Ready ready) {
        named(ready.n()).becameReady();
    }

    @Override
    public void read(Read read) {
        if (read.status() == 200 && !read.ids().isEmpty()) {
            named(read.n()).showed(read.log(), read.end());
        }
    }

    @Override
    public void believes(Believes belief) {
        if (belief.connected()) {
            idByPeerName.put(belief.p(), belief.id());
            connectedIds.add(belief.id());
        } else {
            connectedIds.remove(belief.id());
        }
    }
}
