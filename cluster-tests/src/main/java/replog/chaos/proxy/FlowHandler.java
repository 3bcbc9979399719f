package replog.chaos.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/** Sits at one channel of the proxy: what comes in there goes into one flow, and the other one goes out there. */
final class FlowHandler extends ChannelInboundHandlerAdapter {

    private final Flow in;
    private final Flow out;

    FlowHandler(Flow in, Flow out) {
        this.in = in;
        this.out = out;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        in.arrived((ByteBuf) message);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        out.pump();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        in.sourceEnded(Ending.CUT);
    }

    /** The peer has reset the connection, or is not there any more; that the channel is closed comes after this. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        in.sourceEnded(Ending.RESET);
    }
}
