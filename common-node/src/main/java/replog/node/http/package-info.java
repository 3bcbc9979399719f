/**
 * The HTTP server of both kinds of node. One connection is a chain of small handlers: {@link
 * replog.node.http.RequestDecoder} cuts bytes into one request at a time, {@link replog.node.http.RequestAssembler}
 * makes it whole or refuses it, {@link replog.node.http.RequestDispatcher} hands it to the {@link
 * replog.node.http.Router} as an {@link replog.node.http.HttpExchange}. All of a connection is called by one http loop;
 * only {@link replog.node.http.HttpExchange#answer} and {@link replog.node.http.HttpExchange#execute} may be called from
 * elsewhere.
 */
@NullMarked
package replog.node.http;

import org.jspecify.annotations.NullMarked;
