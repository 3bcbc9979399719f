package replog.cluster.harness;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Waits for something to become true by looking again and again. The bound ends a test that is lost; it is far above what
 * anything takes on a busy machine, so that it never decides a test that is only slow.
 */
public final class Await {

    /** After this a wait has failed, in milliseconds. */
    public static final int BOUND_MS = 60_000;

    private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private Await() {}

    /** Returns as soon as {@code condition} holds; fails, naming {@code what} was awaited, where it does not in time. */
    public static void until(String what, BooleanSupplier condition) {
        value(what, () -> condition.getAsBoolean() ? Optional.of(true) : Optional.empty());
    }

    /** Returns the value of {@code look} as soon as there is one; fails where there is none in time. */
    public static <T> T value(String what, Supplier<Optional<T>> look) {
        long endNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(BOUND_MS);
        while (true) {
            Optional<T> value = look.get();
            if (value.isPresent()) {
                return value.get();
            }
            if (System.nanoTime() > endNanos) {
                throw new AssertionError("waited " + BOUND_MS + " ms in vain: " + what);
            }
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
    }
}
