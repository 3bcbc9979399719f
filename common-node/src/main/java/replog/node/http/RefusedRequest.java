package replog.node.http;

import io.netty.handler.codec.http.HttpMethod;

/** A request that is broken or too large; after the answer the connection is of no more use. */
record RefusedRequest(HttpMethod method, Problem problem) {}
