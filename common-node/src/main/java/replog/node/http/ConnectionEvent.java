package replog.node.http;

/** What the handlers of one connection tell each other, as user events of its pipeline. */
enum ConnectionEvent {
    /** The next request may be decoded. */
    NEXT,
    /** The client sends the body of its request once it is told to. */
    EXPECTS_CONTINUE,
    /** A request took longer to arrive than it may. */
    TOO_SLOW,
    /** The server closes: no further request on this connection. */
    DRAIN
}
