package replog.node.http;

import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.ImmediateEventExecutor;

/** A server without sockets: connections that share what the connections of one server share. */
final class HttpPipelines {

    private final HttpPipeline pipeline;
    private boolean draining;

    HttpPipelines(Router router, HttpLimits limits) {
        ChannelGroup connections = new DefaultChannelGroup(ImmediateEventExecutor.INSTANCE);
        pipeline = new HttpPipeline(router, limits, () -> draining, connections);
    }

    EmbeddedConnection connect() {
        return new EmbeddedConnection(pipeline);
    }

    HttpPipeline pipeline() {
        return pipeline;
    }

    /** The server begins to close, and tells this connection so. */
    void drain(EmbeddedConnection connection) {
        draining = true;
        connection.channel.pipeline().fireUserEventTriggered(ConnectionEvent.DRAIN);
    }
}
