package replog.node.log;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Arrays for full chunks, the next of which is made in the background while the last one is being filled. To make one takes as
 * long as a thousand messages or more: memory that nobody had before comes from the kernel page by page, and where that runs in a
 * virtual machine, from its host. Core loop only.
 */
final class ArraysAhead implements Supplier<byte[]> {

    private final BackgroundWorker background;
    private final int bytes;
    private byte @Nullable [] ready;
    private boolean isMaking;

    /** Each of so many bytes. */
    ArraysAhead(BackgroundWorker background, int bytes) {
        this.background = background;
        this.bytes = bytes;
    }

    /** One that was made ahead; where there is none, one made now. */
    @Override
    public byte[] get() {
        byte[] array = ready == null ? new byte[bytes] : ready;
        ready = null;
        if (!isMaking) {
            isMaking = true;
            background.execute(this::makeNext);
        }
        return array;
    }

    private Runnable makeNext() {
        byte[] made = new byte[bytes];
        return () -> {
            ready = made;
            isMaking = false;
        };
    }
}
