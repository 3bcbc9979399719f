package replog.node.http;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.timeout.IdleStateEvent;
import java.io.IOException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import replog.proto.message.Bytes;

/**
 * Hands each request of one connection to the router and looks after it until it is answered; then asks for the next
 * one, or closes. At most one request is in hand. On the connection's http loop.
 */
final class RequestDispatcher extends ChannelInboundHandlerAdapter {

    private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);

    private final Router router;
    private final HttpLimits limits;
    private final ByteBudget answers;
    private final BooleanSupplier draining;
    private @Nullable HttpExchange inHand;
    private boolean nextMayCome = true;
    private boolean closing;

    /** @param answers how much of large answers may be unsent, on all connections together */
    RequestDispatcher(Router router, HttpLimits limits, ByteBudget answers, BooleanSupplier draining) {
        this.router = router;
        this.limits = limits;
        this.answers = answers;
        this.draining = draining;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        // The server may have closed between the accepting of this connection and now.
        closeIfDrained(ctx);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        nextMayCome = false;
        if (message instanceof WholeRequest request) {
            dispatch(new HttpExchange(ctx, this, request.head(), request.body()));
        } else if (message instanceof RefusedRequest refused) {
            HttpRequest head = new DefaultHttpRequest(HttpVersion.HTTP_1_1, refused.method(), "");
            head.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
            inHand = new HttpExchange(ctx, this, head, Bytes.EMPTY);
            inHand.answer(refused.problem().answer());
        } else {
            throw new IllegalStateException("not a request: " + message.getClass());
        }
    }

    private void dispatch(HttpExchange exchange) {
        inHand = exchange;
        exchange.execute(() -> {
            try {
                router.handle(exchange);
            } catch (BadRequest e) {
                exchange.answer(e.problem().answer());
            }
        });
    }

    /** How much of large answers may still be held. */
    ByteBudget answers() {
        return answers;
    }

    /** Whether the connection closes after the answer to {@code request}. */
    boolean closesAfter(HttpRequest request) {
        return !HttpUtil.isKeepAlive(request) || draining.getAsBoolean();
    }

    /** The request in hand has its answer, whose last byte is sent when {@code written} is done. */
    void answered(ChannelHandlerContext ctx, ChannelFuture written, boolean close) {
        inHand = null;
        if (close) {
            closing = true;
            written.addListener(done -> LingeringClose.begin(ctx.channel(), limits));
        } else {
            nextMayCome = true;
            askForNext(ctx);
        }
    }

    /** Our own bug, or no memory left: the client is not left waiting for an answer that will never come. */
    void failed(ChannelHandlerContext ctx, Throwable bug) {
        LOG.error("closing a connection because of a bug", bug);
        ctx.close();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (inHand != null) {
            if (ctx.channel().isWritable()) {
                inHand.writable();
            }
        } else {
            askForNext(ctx);
        }
    }

    /** A client that does not read its answers gets no further ones made. */
    private void askForNext(ChannelHandlerContext ctx) {
        if (nextMayCome && ctx.channel().isWritable() && !closeIfDrained(ctx)) {
            nextMayCome = false;
            ctx.pipeline().fireUserEventTriggered(ConnectionEvent.ANSWERED);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof IdleStateEvent idle) {
            closeIfIdle(ctx, idle);
        } else if (event == ConnectionEvent.DRAIN) {
            closeIfDrained(ctx);
        }
    }

    private void closeIfIdle(ChannelHandlerContext ctx, IdleStateEvent event) {
        ChannelOutboundBuffer output = ctx.channel().unsafe().outboundBuffer();
        boolean unsent = output != null && output.totalPendingWriteBytes() > 0;
        // The first event only says that no write was completed; the next, that not one byte has moved since.
        boolean readerStuck = unsent && !event.isFirst();
        boolean nothingToDo = !unsent && inHand == null;
        if (readerStuck || nothingToDo) {
            ctx.close();
        }
    }

    private boolean closeIfDrained(ChannelHandlerContext ctx) {
        boolean close = draining.getAsBoolean() && inHand == null && !closing;
        if (close) {
            ctx.close();
        }
        return close;
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (inHand != null) {
            inHand.hungUp();
            inHand = null;
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (!(cause instanceof IOException)) {
            LOG.error("closing a connection because of a bug", cause);
        }
        ctx.close();
    }
}
