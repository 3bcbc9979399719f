package replog.chaos.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of one connection that go one way, from one channel of the proxy to the other, and what is done to them. It
 * holds a bounded amount and reads no further beyond that. Loop only.
 */
final class Flow {

    /** From so much held memory on, in bytes, nothing more is read. */
    static final int MAX_HELD_BYTES = 1 << 20;

    /** A slow link moves so many times a second. */
    private static final int STEPS_PER_SECOND = 50;

    private static final long NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Channel source;
    private final Channel sink;
    private final RandomGenerator random;
    private final Consumer<Ending> onEnd;

    private final HeldBytes held = new HeldBytes();
    private Faults faults = Faults.NONE;
    private long connectionDelayNanos;
    private long lastDueNanos = System.nanoTime();
    private long linkFreeNanos = System.nanoTime();
    private int bitsToFlip;
    private @Nullable Future<?> wakeUp;
    private @Nullable Ending ending;
    private boolean done;

    private long pieces;
    private long bytes;
    private long maxHeldBytes;
    private long flippedBits;

    /** @param onEnd told once, when the source has ended and all that it sent was handed on */
    Flow(Channel source, Channel sink, RandomGenerator random, Consumer<Ending> onEnd) {
        this.source = source;
        this.sink = sink;
        this.random = random;
        this.onEnd = onEnd;
    }

    /** From now on these faults hold; what is held already leaves no later than they allow. */
    void apply(Faults next) {
        faults = next;
        long nowNanos = System.nanoTime();
        connectionDelayNanos = next.connectionDelay().drawNanos(random);
        long latestNanos = nowNanos + next.maxHoldNanos(connectionDelayNanos);
        held.dueAtLatest(latestNanos);
        lastDueNanos = Math.min(lastDueNanos - nowNanos, latestNanos - nowNanos) + nowNanos;
        linkFreeNanos = nowNanos;
        pump();
    }

    /** One random bit in each of the next so many arrivals is flipped. */
    void corruptNext(int arrivals) {
        bitsToFlip += arrivals;
    }

    /** Bytes have come from the source. */
    void arrived(ByteBuf in) {
        if (done || !in.isReadable()) {
            in.release();
            return;
        }
        if (bitsToFlip > 0) {
            bitsToFlip--;
            flippedBits++;
            int index = in.readerIndex() + random.nextInt(in.readableBytes());
            in.setByte(index, in.getByte(index) ^ 1 << random.nextInt(Byte.SIZE));
        }
        long nowNanos = System.nanoTime();
        long holdNanos = connectionDelayNanos + faults.delay().drawNanos(random) + faults.mergeNanos();
        lastDueNanos = nowNanos + Math.max(holdNanos, lastDueNanos - nowNanos); // Nothing overtakes what came before.
        held.add(in, lastDueNanos);
        maxHeldBytes = Math.max(maxHeldBytes, held.memoryBytes());
        pump();
    }

    /** Nothing more comes from the source. */
    void sourceEnded(Ending how) {
        if (ending == null) {
            ending = how;
            pump();
        }
    }

    /** Hands on what may go now. Called again whenever that may have become more. */
    void pump() {
        cancelWakeUp();
        while (!done && !faults.silent() && sink.isWritable() && !held.isEmpty()) {
            long waitNanos = waitNanos();
            if (waitNanos > 0) {
                wakeUp = source.eventLoop().schedule(this::pump, waitNanos, TimeUnit.NANOSECONDS);
                break;
            }
            pass();
        }
        if (!done && ending == null) {
            source.config().setAutoRead(held.memoryBytes() < MAX_HELD_BYTES);
        }
        if (!done && !faults.silent() && held.isEmpty() && ending != null) {
            stop();
            onEnd.accept(ending);
        }
    }

    /** Hands on nothing more, and forgets what is held. */
    void stop() {
        done = true;
        held.release();
        cancelWakeUp();
    }

    Counts counts() {
        return new Counts(pieces, bytes, held.memoryBytes(), maxHeldBytes, flippedBits);
    }

    private void cancelWakeUp() {
        if (wakeUp != null) {
            wakeUp.cancel(false);
            wakeUp = null;
        }
    }

    private long waitNanos() {
        long nowNanos = System.nanoTime();
        long dueInNanos = hasMergedEnough() ? 0 : held.firstDueNanos() - nowNanos;
        return Math.max(dueInNanos, linkFreeNanos - nowNanos);
    }

    /** Where merging has filled the memory, nothing more would come. */
    private boolean hasMergedEnough() {
        return faults.mergeBytes() > 0
                && (held.waitingBytes() >= faults.mergeBytes() || held.memoryBytes() >= MAX_HELD_BYTES);
    }

    private void pass() {
        ByteBuf piece = faults.mergeBytes() > 0 ? held.takeAll() : held.take(nextPieceBytes());
        pieces++;
        bytes += piece.readableBytes();
        if (faults.bytesPerSecond() > 0) {
            linkFreeNanos = System.nanoTime() + piece.readableBytes() * NANOS_PER_SECOND / faults.bytesPerSecond();
        }
        ChannelFuture unused = sink.writeAndFlush(piece);
    }

    private int nextPieceBytes() {
        int piece = faults.maxPieceBytes() > 0 ? random.nextInt(1, faults.maxPieceBytes() + 1) : Integer.MAX_VALUE;
        int step = faults.bytesPerSecond() > 0
                ? Math.max(1, faults.bytesPerSecond() / STEPS_PER_SECOND)
                : Integer.MAX_VALUE;
        return Math.min(piece, step);
    }
}
