package replog.node.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.ByteArrayOutputStream;
import java.util.concurrent.TimeUnit;

/** One connection with all its handlers, without a socket and in virtual time. The modules of the nodes use it too. */
public final class EmbeddedConnection {

    final EmbeddedChannel channel;

    private final HttpPipeline pipeline;
    private final UnpooledByteBufAllocator memory = new UnpooledByteBufAllocator(false);

    /** A connection of a server that has no other one yet. */
    public EmbeddedConnection(Router router, HttpLimits limits) {
        this(new HttpPipelines(router, limits).pipeline());
    }

    EmbeddedConnection(HttpPipeline pipeline) {
        this.pipeline = pipeline;
        channel = new EmbeddedChannel();
        channel.config().setAllocator(memory);
        channel.freezeTime();
        channel.pipeline().addLast(pipeline);
    }

    /** Sends the text in UTF-8. */
    public EmbeddedConnection send(String text) {
        return send(text.getBytes(UTF_8));
    }

    /** Another connection of the same server. */
    public EmbeddedConnection another() {
        return new EmbeddedConnection(pipeline);
    }

    /** Sends these bytes in one piece. */
    public EmbeddedConnection send(byte[] bytes) {
        if (channel.isOpen()) {
            channel.writeInbound(memory.buffer(bytes.length).writeBytes(bytes));
        }
        return this;
    }

    /** All that the server sent since the last call. */
    public String received() {
        return new String(receivedBytes(), UTF_8);
    }

    /** All that the server sent since the last call. */
    public byte[] receivedBytes() {
        channel.runPendingTasks();
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (ByteBuf part = channel.readOutbound(); part != null; part = channel.readOutbound()) {
            all.writeBytes(ByteBufUtil.getBytes(part));
            part.release();
        }
        return all.toByteArray();
    }

    /** The status of what the server sent since the last call, 0 if it sent nothing. */
    public int status() {
        String received = received();
        return received.isEmpty() ? 0 : Integer.parseInt(received.split(" ", 3)[1]);
    }

    /** Lets virtual time pass. */
    public void pass(long ms) {
        channel.runPendingTasks();
        channel.advanceTimeBy(ms, TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
    }

    /** The client hangs up. */
    public void hangUp() {
        channel.close();
    }

    /** Whether the server has not closed it. */
    public boolean isOpen() {
        return channel.isOpen();
    }

    /** Whether the server takes what the client sends; while not, the network would hold it back. */
    public boolean isReadFrom() {
        return channel.config().isAutoRead();
    }

    /** How many bytes of buffers this connection holds at this moment, those of answers not yet received among them. */
    public long keptBytes() {
        return memory.metric().usedHeapMemory() + memory.metric().usedDirectMemory();
    }
}
