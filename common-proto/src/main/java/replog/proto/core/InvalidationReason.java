package replog.proto.core;

/** Why an attempt to get a request answered was given up. */
public enum InvalidationReason {
    /** No answer within the response time-out; it is sent again. */
    TIMEOUT,
    /** The answer is of a type that does not answer the request; the connection is closed. */
    BAD_RESPONSE_FRAME,
    /** The connection is gone. */
    PEER_DISCONNECTED
}
