package replog.node.cli;

/** How much a node tells: from this level up. */
public enum LogLevel {
    /** Only what stops the node. */
    ERROR,
    /** Also what somebody should look at. */
    WARN,
    /** Also what a reader always wants to know, and while the artificial delay is on, every message. */
    INFO,
    /** Every message, always. */
    DEBUG
}
