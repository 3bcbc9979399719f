package replog.node.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.concurrent.TimeUnit;

/** One connection with all its handlers, without a socket and in virtual time. */
final class EmbeddedConnection {

    final EmbeddedChannel channel;

    EmbeddedConnection(Router router, HttpLimits limits) {
        this(new HttpPipelines(router, limits).pipeline());
    }

    EmbeddedConnection(HttpPipeline pipeline) {
        channel = new EmbeddedChannel();
        channel.freezeTime();
        channel.pipeline().addLast(pipeline);
    }

    EmbeddedConnection send(String text) {
        return send(text.getBytes(UTF_8));
    }

    EmbeddedConnection send(byte[] bytes) {
        if (channel.isOpen()) {
            channel.writeInbound(Unpooled.wrappedBuffer(bytes));
        }
        return this;
    }

    /** All that the server sent since the last call. */
    String received() {
        StringBuilder all = new StringBuilder();
        for (ByteBuf part = channel.readOutbound(); part != null; part = channel.readOutbound()) {
            all.append(part.toString(UTF_8));
            part.release();
        }
        return all.toString();
    }

    /** The status of what the server sent since the last call, 0 if it sent nothing. */
    int status() {
        String received = received();
        return received.isEmpty() ? 0 : Integer.parseInt(received.split(" ", 3)[1]);
    }

    /** Lets virtual time pass. */
    void pass(long ms) {
        channel.advanceTimeBy(ms, TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
    }

    boolean isOpen() {
        return channel.isOpen();
    }
}
