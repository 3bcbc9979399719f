package replog.node.cli;

import io.netty.util.concurrent.Future;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Waits for what must stand before a node runs. For the main thread only, which has nothing else to do meanwhile. */
public final class Starting {

    private Starting() {}

    /**
     * Waits until it stands.
     *
     * @throws StartException with the message of the failure
     */
    public static <T> T await(CompletionStage<T> stage) throws StartException {
        try {
            return stage.toCompletableFuture().join();
        } catch (CompletionException e) {
            throw failed(Objects.requireNonNullElse(e.getCause(), e));
        }
    }

    /** As {@link #await(CompletionStage)}. */
    public static <T> T await(Future<T> future) throws StartException {
        future.awaitUninterruptibly();
        if (!future.isSuccess()) {
            throw failed(future.cause());
        }
        return future.getNow();
    }

    private static StartException failed(Throwable cause) {
        return new StartException(cause.getMessage() == null ? cause.toString() : cause.getMessage());
    }
}
