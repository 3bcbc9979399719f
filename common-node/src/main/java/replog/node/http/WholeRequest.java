package replog.node.http;

import io.netty.handler.codec.http.HttpRequest;
import replog.proto.message.Bytes;

/** A request of which every byte has arrived. */
record WholeRequest(HttpRequest head, Bytes body) {}
