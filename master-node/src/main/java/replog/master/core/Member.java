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

    /** It is connected by {@code session}, goes by {@code name}, and nothing is known of what it holds. */
    void connected(SecondarySession session, String name) {
        this.session = session;
        this.holder = new Holder(nodeId, name);
        this.state = NodeState.HEALTHY;
        this.firstGap = 0;
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

    /** It holds, or did when it was last connected, all messages before this id. */
    long firstGap() {
        return firstGap;
    }

    void holdsUpTo(long nextFirstGap) {
        firstGap = nextFirstGap;
    }

    long lastHeardMs() {
        return lastHeardMs;
    }

    void heardAt(long nowMs) {
        lastHeardMs = nowMs;
    }

    MasterHealth.Secondary health(long messageCount, long nowMs) {
        return new MasterHealth.Secondary(
                holder.name(), nodeId, state, isConnected(), firstGap, messageCount - firstGap, nowMs - lastHeardMs);
    }
}
