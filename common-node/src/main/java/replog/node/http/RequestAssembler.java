package replog.node.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import replog.proto.message.Bytes;

/**
 * Makes one {@link WholeRequest} of the parts of a request, or one {@link RefusedRequest}, after which it swallows
 * whatever still comes. Of one connection, on its http loop.
 */
final class RequestAssembler extends SimpleChannelInboundHandler<HttpObject> {

    private final HttpLimits limits;
    private final BodyBuffer body;
    private @Nullable HttpRequest head;
    private boolean refused;

    RequestAssembler(HttpLimits limits, ByteBudget budget) {
        this.limits = limits;
        this.body = new BodyBuffer(budget);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, HttpObject part) {
        if (refused) {
            return;
        }
        if (part.decoderResult().isFailure()) {
            refuse(ctx, RequestFaults.ofUndecodable(part));
        } else if (part instanceof HttpRequest request) {
            begin(ctx, request);
        } else if (part instanceof HttpContent content && head != null) {
            add(ctx, head, content);
        }
    }

    private void begin(ChannelHandlerContext ctx, HttpRequest request) {
        head = request;
        Optional<Problem> fault = RequestFaults.ofHead(request, limits.maxHttpBodyBytes());
        if (fault.isPresent()) {
            refuse(ctx, fault.get());
        } else if (HttpUtil.is100ContinueExpected(request)) {
            ctx.fireUserEventTriggered(ConnectionEvent.EXPECTS_CONTINUE);
        }
    }

    private void add(ChannelHandlerContext ctx, HttpRequest request, HttpContent part) {
        if (part.content().readableBytes() > limits.maxHttpBodyBytes() - body.length()) {
            refuse(ctx, RequestFaults.tooLarge(limits.maxHttpBodyBytes()));
        } else if (part instanceof LastHttpContent) {
            Bytes whole = body.complete(part.content());
            head = null;
            ctx.fireChannelRead(new WholeRequest(request, whole));
        } else if (!body.add(part.content())) {
            refuse(ctx, RequestFaults.tooManyBodies());
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event != ConnectionEvent.TOO_SLOW) {
            ctx.fireUserEventTriggered(event);
        } else if (!refused) {
            refuse(ctx, RequestFaults.tooSlow(limits.requestDeadlineMs()));
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        body.clear();
        ctx.fireChannelInactive();
    }

    private void refuse(ChannelHandlerContext ctx, Problem problem) {
        HttpMethod method = head == null ? HttpMethod.GET : head.method();
        refused = true;
        head = null;
        body.clear();
        ctx.fireChannelRead(new RefusedRequest(method, problem));
    }
}
