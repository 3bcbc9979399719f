package replog.master.core;

/** What the master thinks of a node. */
public enum NodeState {
    /** It answers its Pings. */
    HEALTHY,
    /** It left some Pings in a row unanswered; what it was sent is sent again at growing pauses. */
    SUSPECTED,
    /** It left so many unanswered that its connection was closed, or it is not connected. */
    UNHEALTHY
}
