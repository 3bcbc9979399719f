package replog.bench.load;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import org.jspecify.annotations.Nullable;

/**
 * One connection that has as many requests under way as it may. Where the load has a fixed rate, a time counts from the
 * moment at which the request should have been sent, whether it could be or not. On one event loop.
 */
final class Client extends ChannelInboundHandlerAdapter {

    private final LoadRun run;
    private final ByteBuf request;
    private final AnswerScanner scanner = new AnswerScanner();
    private final long[] startNanos;
    private int oldest;
    private int underWay;
    private @Nullable ByteBuf rest;

    Client(LoadRun run, ByteBuf request, int depth) {
        this.run = run;
        this.request = request;
        this.startNanos = new long[depth];
    }

    /** Whether another request may be sent now. */
    boolean hasRoom() {
        return underWay < startNanos.length;
    }

    /** Sends one; it counts from {@code sinceNanos}. The caller flushes. */
    void ask(ChannelHandlerContext ctx, long sinceNanos) {
        startNanos[(oldest + underWay) % startNanos.length] = sinceNanos;
        underWay++;
        ctx.write(request.retainedDuplicate());
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        run.connected(this, ctx);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf in = (ByteBuf) message;
        if (rest != null) {
            in = ctx.alloc().compositeBuffer().addComponent(true, rest).addComponent(true, in);
            rest = null;
        }
        try {
            for (int status = scanner.next(in); status != 0; status = in.isReadable() ? scanner.next(in) : 0) {
                long sinceNanos = startNanos[oldest];
                oldest = (oldest + 1) % startNanos.length;
                underWay--;
                run.answered(this, ctx, status, sinceNanos);
            }
            if (in.isReadable()) {
                rest = in.retain();
            }
        } finally {
            in.release();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        ctx.flush();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (rest != null) {
            rest.release();
            rest = null;
        }
        run.failed(new IllegalStateException("the server has closed the connection"));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        run.failed(cause);
    }
}
