package replog.node.http;

/** What the handlers of one connection tell each other, as user events of its pipeline. */
enum ConnectionEvent {
    /** The request in hand has its answer: the next one may be decoded. */
    ANSWERED,
    /** A request took longer to arrive than it may. */
    TOO_SLOW,
    /** The server closes: no further request on this connection. */
    DRAIN
}
