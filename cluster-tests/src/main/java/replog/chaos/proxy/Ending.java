package replog.chaos.proxy;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.DuplexChannel;

/** The two ways in which a TCP connection ends. */
enum Ending {
    /** In good order: a FIN behind all that was sent. */
    CUT {
        @Override
        void end(Channel channel) {
            channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(sent -> finish((DuplexChannel) channel));
        }

        /** A channel closed with bytes unread would send RST; so it goes on reading until the other end closes. */
        private void finish(DuplexChannel channel) {
            if (channel.isActive()) {
                channel.config().setAutoRead(true);
                ChannelFuture unused = channel.shutdownOutput();
            }
        }
    },

    /** At once, by a RST. */
    RESET {
        @Override
        void end(Channel channel) {
            if (channel.isOpen()) {
                channel.config().setOption(ChannelOption.SO_LINGER, 0);
                ChannelFuture unused = channel.close();
            }
        }
    };

    /** Ends the proxy's own connection on this channel. */
    abstract void end(Channel channel);
}
