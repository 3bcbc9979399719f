package replog.node.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.concurrent.TimeUnit;

/** One connection with all its handlers, without a socket and in virtual time. The modules of the nodes use it too. */
public final class EmbeddedConnection {

    final EmbeddedChannel channel;

    /** A connection of a server that has no other one. */
    public EmbeddedConnection(Router router, HttpLimits limits) {
        this(new HttpPipelines(router, limits).pipeline());
    }

    EmbeddedConnection(HttpPipeline pipeline) {
        channel = new EmbeddedChannel();
        channel.freezeTime();
        channel.pipeline().addLast(pipeline);
    }

    /** Sends the text in UTF-8. */
    public EmbeddedConnection send(String text) {
        return send(text.getBytes(UTF_8));
    }

    EmbeddedConnection send(byte[] bytes) {
        if (channel.isOpen()) {
            channel.writeInbound(Unpooled.wrappedBuffer(bytes));
        }
        return this;
    }

    /** All that the server sent since the last call. */
    public String received() {
        StringBuilder all = new StringBuilder();
        for (ByteBuf part = channel.readOutbound(); part != null; part = channel.readOutbound()) {
            all.append(part.toString(UTF_8));
            part.release();
        }
        return all.toString();
    }

    /** The status of what the server sent since the last call, 0 if it sent nothing. */
    public int status() {
        String received = received();
        return received.isEmpty() ? 0 : Integer.parseInt(received.split(" ", 3)[1]);
    }

    /** Lets virtual time pass. */
    void pass(long ms) {
        channel.advanceTimeBy(ms, TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
    }

    /** The client hangs up. */
    public void hangUp() {
        channel.close();
    }

    boolean isOpen() {
        return channel.isOpen();
    }
}
