package replog.chaos.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayDeque;
import java.util.Deque;

/** Bytes that came and wait to be handed on, in order, each arrival with the time at which it may go. Loop only. */
final class HeldBytes {

    private Deque<Arrival> arrivals = new ArrayDeque<>();
    private long memoryBytes;
    private long waitingBytes;

    /** @param dueNanos when the bytes may go on, by {@link System#nanoTime} */
    private record Arrival(ByteBuf bytes, int memoryBytes, long dueNanos) {}

    boolean isEmpty() {
        return arrivals.isEmpty();
    }

    /** How much memory they take: a small arrival may lie in a large buffer. */
    long memoryBytes() {
        return memoryBytes;
    }

    /** How many bytes wait. */
    long waitingBytes() {
        return waitingBytes;
    }

    /** When the first of them may go on. */
    long firstDueNanos() {
        return arrivals.element().dueNanos;
    }

    void add(ByteBuf bytes, long dueNanos) {
        arrivals.addLast(new Arrival(bytes, bytes.capacity(), dueNanos));
        memoryBytes += bytes.capacity();
        waitingBytes += bytes.readableBytes();
    }

    /** None of them is to wait longer than this. */
    void dueAtLatest(long nanos) {
        Deque<Arrival> sooner = new ArrayDeque<>();
        for (Arrival arrival : arrivals) {
            boolean late = arrival.dueNanos - nanos > 0;
            sooner.addLast(late ? new Arrival(arrival.bytes, arrival.memoryBytes, nanos) : arrival);
        }
        arrivals = sooner;
    }

    /** The first of them, at most so many, and never more than came together. */
    ByteBuf take(int maxBytes) {
        Arrival first = arrivals.element();
        if (maxBytes >= first.bytes.readableBytes()) {
            return takeFirst();
        }
        waitingBytes -= maxBytes;
        return first.bytes.readRetainedSlice(maxBytes);
    }

    /** All of them in one piece. */
    ByteBuf takeAll() {
        CompositeByteBuf all = Unpooled.compositeBuffer(Math.max(1, arrivals.size()));
        while (!arrivals.isEmpty()) {
            all.addComponent(true, takeFirst());
        }
        return all;
    }

    void release() {
        while (!arrivals.isEmpty()) {
            takeFirst().release();
        }
    }

    private ByteBuf takeFirst() {
        Arrival first = arrivals.remove();
        memoryBytes -= first.memoryBytes;
        waitingBytes -= first.bytes.readableBytes();
        return first.bytes;
    }
}
