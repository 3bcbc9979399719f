package replog.sim;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.function.BooleanSupplier;
import replog.proto.message.Frame;
import replog.proto.wire.FrameFormat;

/**
 * One direction of a connection: a stream of bytes as TCP gives it, in order and whole. What the weather loses, doubles or
 * lets overtake are whole frames, before they enter the stream.
 */
final class SimPipe {

    /** The rest of a frame that was cut in two comes so much later at most, in microseconds. */
    private static final long MAX_CUT_US = 2000;

    /** After a silence TCP tries again within so many milliseconds. */
    private static final long MAX_RETRY_MS = 5000;

    /** Bytes on their way, in the order in which they arrive. */
    private static final class Arrival {
        private final byte[] bytes;
        private final VirtualTime.Task task;

        Arrival(byte[] bytes, VirtualTime.Task task) {
            this.bytes = bytes;
            this.task = task;
        }
    }

    private final VirtualTime time;
    private final SimOptions options;
    private final Weather weather;
    private final BooleanSupplier silent;
    private final Dice.Stream dice;
    private final ByteArrayOutputStream held = new ByteArrayOutputStream();
    private final Queue<Arrival> arriving = new ArrayDeque<>();

    private SimEnd from;
    private SimEnd to;
    private long lastArrivalUs;
    private long underWayBytes;
    private boolean finHeld;
    private boolean dropped;

    @SuppressWarnings("NullAway.Init") // The ends and their pipes need each other; SimConnection ties them at once.
    SimPipe(VirtualTime time, SimOptions options, Weather weather, BooleanSupplier silent, Dice.Stream dice) {
        this.time = time;
        this.options = options;
        this.weather = weather;
        this.silent = silent;
        this.dice = dice;
    }

    void tie(SimEnd sender, SimEnd receiver) {
        from = sender;
        to = receiver;
    }

    /** How many bytes have been sent and have not arrived. */
    long underWayBytes() {
        return underWayBytes;
    }

    void send(Frame frame) {
        if (dice.percent(weather.losePercent)) {
            return;
        }
        ByteBuf out = Unpooled.buffer(FrameFormat.sizeOf(frame));
        FrameFormat.write(frame, out);
        byte[] bytes = Arrays.copyOf(out.array(), out.writerIndex());
        if (dice.percent(weather.corruptPercent)) {
            bytes[dice.below(bytes.length)] ^= (byte) (1 << dice.below(Byte.SIZE));
        }
        int copies = dice.percent(weather.duplicatePercent) ? 2 : 1;
        for (int i = 0; i < copies; i++) {
            underWayBytes += bytes.length;
            if (dice.percent(weather.reorderPercent)) {
                time.in(1000 * dice.between(0, weather.reorderMs), null, () -> enter(bytes));
            } else {
                enter(bytes);
            }
        }
    }

    /** The sender writes nothing more: the receiver learns it after all that is on its way. */
    void finish() {
        if (silent.getAsBoolean() || held.size() > 0) {
            finHeld = true;
        } else {
            time.in(nextArrivalUs(0) - time.nowUs(), to.process(), to::closedByPeer);
        }
    }

    /** The connection is broken: nothing arrives any more. */
    void drop() {
        dropped = true;
        held.reset();
        finHeld = false;
    }

    /**
     * The silence is over: what was sent meanwhile arrives, in one piece, once TCP tries again. Or the link is no longer
     * slow.
     */
    void release() {
        if (weather.bytesPerMs == 0) {
            hurry();
        }
        if (isHolding()) {
            time.in(1000 * dice.between(0, MAX_RETRY_MS), null, this::letGo);
        }
    }

    private boolean isHolding() {
        return held.size() > 0 || finHeld;
    }

    private void letGo() {
        if (!silent.getAsBoolean()) {
            byte[] bytes = held.toByteArray();
            held.reset();
            if (bytes.length > 0) {
                arriveAt(nextArrivalUs(bytes.length), bytes);
            }
            if (finHeld) {
                finHeld = false;
                finish();
            }
        }
    }

    private void enter(byte[] bytes) {
        if (dropped) {
            return;
        }
        if (silent.getAsBoolean() || isHolding()) {
            held.writeBytes(bytes);
        } else if (bytes.length > 1 && dice.percent(options.cutPercent())) {
            int cut = (int) dice.between(1, bytes.length - 1);
            arriveAt(nextArrivalUs(cut), Arrays.copyOf(bytes, cut));
            lastArrivalUs += dice.between(0, MAX_CUT_US);
            arriveAt(nextArrivalUs(bytes.length - cut), Arrays.copyOfRange(bytes, cut, bytes.length));
        } else {
            arriveAt(nextArrivalUs(bytes.length), bytes);
        }
    }

    private long nextArrivalUs(int bytes) {
        long latencyUs = dice.between(options.minLatencyUs(), options.maxLatencyUs()) + 1000 * weather.extraDelayMs;
        long transmissionUs = weather.bytesPerMs == 0 ? 0 : 1000L * bytes / weather.bytesPerMs;
        lastArrivalUs = Math.max(lastArrivalUs, time.nowUs() + latencyUs) + transmissionUs;
        return lastArrivalUs;
    }

    private void arriveAt(long atUs, byte[] bytes) {
        arriving.add(new Arrival(bytes, time.in(atUs - time.nowUs(), to.process(), this::arrive)));
    }

    private void arrive() {
        byte[] bytes = arriving.remove().bytes;
        if (!dropped) {
            underWayBytes -= bytes.length;
            from.drained();
            to.arrived(bytes);
        }
    }

    /** A link that was slow carries from now on as much as it is given, also what waits before it. */
    private void hurry() {
        List<Arrival> waiting = List.copyOf(arriving);
        arriving.clear();
        lastArrivalUs = time.nowUs();
        for (Arrival each : waiting) {
            each.task.cancel();
            arriveAt(nextArrivalUs(each.bytes.length), each.bytes);
        }
    }
}
