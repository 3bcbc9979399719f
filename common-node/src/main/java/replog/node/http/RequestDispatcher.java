package replog.node.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.timeout.IdleStateEvent;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import replog.proto.message.Bytes;
import replog.proto.net.IoLoops;

/**
 * Hands the requests of one connection to the router in their order, looks after them until they are answered in the same
 * order, and asks for the next one, or closes. Many POSTs that a client sends ahead are in hand together, so that they wait
 * for their write concern together; any other request begins when all before it are answered, and sees what they did. On
 * the connection's http loop.
 */
final class RequestDispatcher extends ChannelInboundHandlerAdapter {

    /** So many requests of one connection are in hand at most. */
    static final int MAX_IN_HAND = 64;

    private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);

    private final Router router;
    private final HttpLimits limits;
    private final ByteBudget answers;
    private final ByteBudget pages;
    private final BooleanSupplier draining;
    private final Deque<HttpExchange> inHand = new ArrayDeque<>();
    private final ShortAnswers shortAnswers = new ShortAnswers();
    private @Nullable Runnable toBeginAlone;
    private boolean asked = true;
    private boolean expectsContinue;
    private boolean flushPlanned;
    private boolean closing;

    /**
     * @param answers how much of large answers may be unsent, on all connections together
     * @param pages how much of the pages of lists may wait for their readers, on all connections together
     */
    RequestDispatcher(
            Router router, HttpLimits limits, ByteBudget answers, ByteBudget pages, BooleanSupplier draining) {
        this.router = router;
        this.limits = limits;
        this.answers = answers;
        this.pages = pages;
        this.draining = draining;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        // The server may have closed between the accepting of this connection and now.
        closeIfDrained(ctx);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        asked = false;
        expectsContinue = false;
        if (closing) {
            return; // The client was told so with its last answer.
        }
        if (message instanceof WholeRequest request) {
            HttpExchange exchange = new HttpExchange(ctx, this, request.head(), request.body());
            begin(exchange.letsNextBegin(), () -> dispatch(ctx, exchange));
        } else if (message instanceof RefusedRequest refused) {
            begin(false, () -> refuse(ctx, refused));
        } else {
            throw new IllegalStateException("not a request: " + message.getClass());
        }
    }

    private void begin(boolean amongOthers, Runnable beginning) {
        if (amongOthers || inHand.isEmpty()) {
            beginning.run();
        } else {
            toBeginAlone = beginning;
        }
    }

    private void dispatch(ChannelHandlerContext ctx, HttpExchange exchange) {
        inHand.add(exchange);
        exchange.execute(() -> {
            try {
                router.handle(exchange);
            } catch (BadRequest e) {
                exchange.answer(e.problem().answer());
            }
            exchange.handled();
        });
        goOn(ctx);
    }

    private void refuse(ChannelHandlerContext ctx, RefusedRequest refused) {
        HttpRequest head = new DefaultHttpRequest(HttpVersion.HTTP_1_1, refused.method(), "");
        head.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        HttpExchange exchange = new HttpExchange(ctx, this, head, Bytes.EMPTY);
        inHand.add(exchange);
        exchange.answer(refused.problem().answer());
    }

    /** How much of large answers may still be held. */
    ByteBudget answers() {
        return answers;
    }

    /** How much of the pages of lists may still wait for their readers. */
    ByteBudget pages() {
        return pages;
    }

    /** Whether the connection closes after the answer to {@code exchange}, whose turn it is. */
    boolean closesAfter(HttpExchange exchange) {
        boolean isLast = inHand.size() == 1 && toBeginAlone == null;
        return !exchange.keepsAlive() || (draining.getAsBoolean() && isLast);
    }

    /** Sends the answers that are there, up to the first one that is not. */
    void sendReady(ChannelHandlerContext ctx) {
        HttpExchange sent = null;
        while (!inHand.isEmpty() && inHand.peek() != sent) {
            sent = inHand.peek();
            sent.sendIfReady();
        }
    }

    /** The request whose turn it was has its answer. */
    void answered(ChannelHandlerContext ctx) {
        inHand.remove();
        goOn(ctx);
        continueIfExpected(ctx);
    }

    /** It has an answer that is the last of the connection; its last byte is sent when {@code written} is done. */
    void answeredLast(ChannelHandlerContext ctx, ChannelFuture written) {
        inHand.remove();
        closing = true;
        written.addListener(done -> LingeringClose.begin(ctx.channel(), limits));
    }

    /** Where to append a short answer that others may follow. */
    ByteBuf shortAnswer(ChannelHandlerContext ctx) {
        flushSoon(ctx);
        return shortAnswers.next(ctx, inHand.size());
    }

    /** Has the short answers written; whoever writes anything else does it behind them. */
    void writeShortAnswers(ChannelHandlerContext ctx) {
        shortAnswers.write(ctx);
    }

    /** What this turn of the loop answers leaves together. */
    void flushSoon(ChannelHandlerContext ctx) {
        if (!flushPlanned) {
            flushPlanned = true;
            IoLoops.execute(ctx.executor(), () -> {
                flushPlanned = false;
                shortAnswers.write(ctx);
                ctx.flush();
            });
        }
    }

    /** Our own bug, or no memory left: the client is not left waiting for an answer that will never come. */
    void failed(ChannelHandlerContext ctx, Throwable bug) {
        LOG.error("closing a connection because of a bug", bug);
        closeAfterFlush(ctx);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (!inHand.isEmpty() && ctx.channel().isWritable()) {
            inHand.peek().writable();
        }
        goOn(ctx);
    }

    /** Begins what waits, or asks for more; yet a client that does not read its answers gets no further ones made. */
    private void goOn(ChannelHandlerContext ctx) {
        if (closing || !ctx.channel().isWritable()) {
            return;
        }
        if (toBeginAlone == null) {
            if (!asked && mayAsk() && !closeIfDrained(ctx)) {
                asked = true;
                ctx.pipeline().fireUserEventTriggered(ConnectionEvent.NEXT);
            }
        } else if (inHand.isEmpty()) {
            Runnable begun = toBeginAlone;
            toBeginAlone = null;
            begun.run();
        }
    }

    private boolean mayAsk() {
        return inHand.size() < MAX_IN_HAND
                && (inHand.isEmpty() || inHand.peekLast().letsNextBegin());
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof IdleStateEvent idle) {
            closeIfIdle(ctx, idle);
        } else if (event == ConnectionEvent.DRAIN) {
            closeIfDrained(ctx);
        } else if (event == ConnectionEvent.EXPECTS_CONTINUE) {
            expectsContinue = true;
            continueIfExpected(ctx);
        }
    }

    /** Not before the answers that the client is owed, or it would take this for one of them. */
    private void continueIfExpected(ChannelHandlerContext ctx) {
        if (expectsContinue && inHand.isEmpty()) {
            expectsContinue = false;
            shortAnswers.write(ctx);
            ctx.writeAndFlush(AnswerFormat.goOn());
        }
    }

    private void closeIfIdle(ChannelHandlerContext ctx, IdleStateEvent event) {
        ChannelOutboundBuffer output = ctx.channel().unsafe().outboundBuffer();
        boolean unsent = output != null && output.totalPendingWriteBytes() > 0;
        // The first event only says that no write was completed; the next, that not one byte has moved since.
        boolean readerStuck = unsent && !event.isFirst();
        boolean nothingToDo = !unsent && inHand.isEmpty();
        if (readerStuck || nothingToDo) {
            ctx.close();
        }
    }

    private boolean closeIfDrained(ChannelHandlerContext ctx) {
        boolean close = draining.getAsBoolean() && inHand.isEmpty() && toBeginAlone == null && !closing;
        if (close) {
            closeAfterFlush(ctx);
        }
        return close;
    }

    /** The answers that were given are still sent. */
    private void closeAfterFlush(ChannelHandlerContext ctx) {
        closing = true;
        shortAnswers.write(ctx);
        ctx.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        toBeginAlone = null;
        shortAnswers.drop();
        while (!inHand.isEmpty()) {
            inHand.remove().hungUp();
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
