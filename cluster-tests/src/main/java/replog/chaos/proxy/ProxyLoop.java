package replog.chaos.proxy;

import io.netty.channel.EventLoop;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import replog.proto.net.IoLoops;

/** The one thread of a proxy. Others hand it a task and wait until it is done. */
final class ProxyLoop {

    private final EventLoop loop = IoLoops.loop("proxy");

    EventLoop eventLoop() {
        return loop;
    }

    void run(Runnable task) {
        call(() -> {
            task.run();
            return true;
        });
    }

    <T> T call(Supplier<T> task) {
        return loop.inEventLoop()
                ? task.get()
                : loop.submit(task::get).syncUninterruptibly().getNow();
    }

    void shutDown() {
        loop.parent().shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
