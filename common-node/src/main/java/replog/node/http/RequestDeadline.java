package replog.node.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The time that a client has for sending one request. Once it is over, {@link ConnectionEvent#TOO_SLOW} goes down the
 * pipeline. Of one connection, on its http loop.
 */
final class RequestDeadline {

    private final long deadlineMs;
    private @Nullable Future<?> timer;

    RequestDeadline(long deadlineMs) {
        this.deadlineMs = deadlineMs;
    }

    /** The time runs from now on, unless it runs already. */
    void start(ChannelHandlerContext ctx) {
        if (timer == null) {
            timer = ctx.executor()
                    .schedule(
                            () -> ctx.fireUserEventTriggered(ConnectionEvent.TOO_SLOW),
                            deadlineMs,
                            TimeUnit.MILLISECONDS);
        }
    }

    /** The request is whole, or nobody waits for it any more. */
    void stop() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }
}
