package replog.proto.message;

/**
 * What travels between two nodes in one piece: a request, or the response to the request of the same id.
 *
 * @param requestId chosen by the node that requests. An AddMessage's is the id of its message, so that it is the same
 *     for every secondary and every resend; all others count down from -1.
 */
public record Frame(long requestId, Body body) {}
