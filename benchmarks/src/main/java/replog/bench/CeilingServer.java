package replog.bench;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.DefaultFileRegion;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import replog.proto.net.IoLoops;

/**
 * The least that a server written on Netty can do, on one event loop: it answers the same JSON to whatever is posted, and
 * to a GET with the file that it names. What it reaches is the ceiling of what a node could.
 */
public final class CeilingServer {

    private static final ByteBuf RECEIPT = Unpooled.unreleasableBuffer(Unpooled.directBuffer()
            .writeBytes(
                    "{\"id\":1234567,\"writeConcern\":3,\"acknowledgedBy\":[\"master\",\"bonnie\",\"clyde_\"],\"elapsedMs\":0}"
                            .getBytes(StandardCharsets.US_ASCII)));

    private CeilingServer() {}

    /** Serves on this port of 127.0.0.1 until the process ends; of the files only those below this folder. */
    public static void main(String[] arguments) throws InterruptedException {
        int port = Integer.parseInt(arguments[0]);
        Path folder = Path.of(arguments[1]);
        Channel server = new ServerBootstrap()
                .group(IoLoops.loop("ceiling"))
                .channel(IoLoops.serverChannelClass())
                .option(ChannelOption.SO_BACKLOG, 1024)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new HttpServerCodec(), new Answerer(folder));
                    }
                })
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                .sync()
                .channel();
        server.closeFuture().sync();
    }

    private static final class Answerer extends ChannelInboundHandlerAdapter {

        private final Path folder;
        private boolean sendsFile;

        Answerer(Path folder) {
            this.folder = folder;
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) throws IOException {
            ReferenceCountUtil.release(message);
            if (message instanceof HttpRequest request && request.method().equals(HttpMethod.GET)) {
                sendsFile = true;
                sendFile(ctx, Path.of(request.uri()).normalize());
            } else if (message instanceof LastHttpContent && !sendsFile) {
                ByteBuf content = RECEIPT.duplicate();
                var answer = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK, content);
                answer.headers()
                        .set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_JSON)
                        .setInt(HttpHeaderNames.CONTENT_LENGTH, content.readableBytes());
                ctx.write(answer, ctx.voidPromise());
            }
        }

        private void sendFile(ChannelHandlerContext ctx, Path path) throws IOException {
            if (!path.startsWith(folder)) {
                throw new IOException("not one of our files: " + path);
            }
            FileChannel file = FileChannel.open(path);
            var head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
            head.headers().set(HttpHeaderNames.CONTENT_LENGTH, file.size());
            ctx.write(head);
            ctx.write(new DefaultFileRegion(file, 0, file.size()));
            ctx.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT).addListener(ChannelFutureListener.CLOSE);
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext ctx) {
            ctx.flush();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            ctx.close();
        }
    }
}
