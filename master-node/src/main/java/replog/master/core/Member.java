package replog.master.core;

import org.jspecify.annotations.Nullable;
import replog.proto.message.NodeId;

/**
 * A secondary that has been accepted at least once. It survives its connections; while there is none, what it holds does
 * not count. Core loop only.
 */
final class Member {

    private final NodeId nodeId;
    private final String friendlyName;
    private Holder holder;
    private @Nullable SecondarySession session;
    private NodeState state = NodeState.UNHEALTHY;
    private long firstGap;
    private boolean caughtUp;
    private long lastHeardMs;

    Member(NodeId nodeId, String friendlyName) {
        this.nodeId = nodeId;
        this.friendlyName = friendlyName;
        this.holder = new Holder(nodeId, friendlyName);
    }

    NodeId nodeId() {
        return nodeId;
    }

    /** What it calls itself. */
    String friendlyName() {
        return friendlyName;
    }

    /** What receipts call it. */
    Holder holder() {
        return holder;
    }

    /** Its connection; null while there is none. */
    @Nullable
    SecondarySession session() {
        return session;
    }

    boolean isConnected() {
        return session != null;
    }

    /** It is connected by {@code session}, goes by {@code name}, and holds nothing that is known of. */
    void connected(SecondarySession session, String name, boolean showsItsList) {
        this.session = session;
        this.holder = new Holder(nodeId, name);
        this.state = NodeState.HEALTHY;
        this.firstGap = 0;
        this.caughtUp = showsItsList;
    }

    void disconnected() {
        session = null;
        state = NodeState.UNHEALTHY;
    }

    NodeState state() {
        return state;
    }

    void becomes(NodeState next) {
        state = next;
    }

    /** It holds, and will have held when it is gone, all messages before this id. */
    void holdsUpTo(long nextFirstGap) {
        firstGap = Math.max(firstGap, nextFirstGap);
    }

    /** Its first catch-up is complete: it shows its list to readers. */
    void caughtUp() {
        caughtUp = true;
    }

    /** All messages before this id count as acknowledged: it holds them, and whoever asks it is shown them. */
    long acknowledgedUpTo() {
        return caughtUp && isConnected() ? firstGap : 0;
    }

    void heardAt(long nowMs) {
        lastHeardMs = nowMs;
    }

    MasterHealth.Secondary health(long messageCount, long nowMs) {
        return new MasterHealth.Secondary(
                holder.name(), nodeId, state, isConnected(), firstGap, messageCount - firstGap, nowMs - lastHeardMs);
    }
}
