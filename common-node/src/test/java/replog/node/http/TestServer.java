package replog.node.http;

import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import replog.proto.net.IoLoops;

/** A server with one event loop on a free port of 127.0.0.1. */
final class TestServer implements AutoCloseable {

    private static final long GIVE_UP_S = 30;

    private final EventLoopGroup loops = IoLoops.group("http", 1);
    private final HttpServer server;

    TestServer(Router router, HttpLimits limits) throws Exception {
        server = HttpServer.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), loops, router, limits)
                .toCompletableFuture()
                .get(GIVE_UP_S, TimeUnit.SECONDS);
    }

    RawClient connect() throws IOException {
        return new RawClient(server.address());
    }

    EventLoopGroup loops() {
        return loops;
    }

    HttpServer server() {
        return server;
    }

    @Override
    public void close() throws IOException {
        try {
            server.close(0)
                    .thenCompose(closed -> IoLoops.end(loops))
                    .toCompletableFuture()
                    .get(GIVE_UP_S, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new IOException("the server did not close", e);
        }
    }
}
