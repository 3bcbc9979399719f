package replog.node.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.group.ChannelGroup;
import io.netty.handler.timeout.IdleStateHandler;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Equips each new connection with its handlers. */
final class HttpPipeline extends ChannelInitializer<Channel> {

    private final Router router;
    private final HttpLimits limits;
    private final BooleanSupplier draining;
    private final ChannelGroup connections;
    private final ByteBudget bodies;
    private final ByteBudget answers;
    private final ByteBudget pages;

    /** @param connections each new one joins it */
    HttpPipeline(Router router, HttpLimits limits, BooleanSupplier draining, ChannelGroup connections) {
        this.router = router;
        this.limits = limits;
        this.draining = draining;
        this.connections = connections;
        this.bodies = new ByteBudget(limits.maxUnfinishedBodyBytes());
        this.answers = new ByteBudget(limits.maxUnsentAnswerBytes());
        this.pages = new ByteBudget(limits.maxKeptPageBytes());
    }

    @Override
    protected void initChannel(Channel channel) {
        connections.add(channel);
        ChannelPipeline pipeline = channel.pipeline();
        pipeline.addLast(new IdleStateHandler(true, 0, limits.idleMs(), 0, TimeUnit.MILLISECONDS));
        pipeline.addLast(new RequestDecoder(limits));
        pipeline.addLast(new RequestAssembler(limits, bodies));
        pipeline.addLast(new RequestDispatcher(router, limits, answers, pages, draining));
    }
}
