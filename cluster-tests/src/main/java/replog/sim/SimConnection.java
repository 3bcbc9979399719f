package replog.sim;

import java.util.BitSet;
import replog.proto.message.FrameLimits;

/** One connection between a secondary and the master: two ends, two pipes. */
final class SimConnection {

    private final String secondary;
    private final SimPipe toMaster;
    private final SimPipe toSecondary;
    private final SimEnd secondaryEnd;
    private final SimEnd masterEnd;

    SimConnection(
            VirtualTime time,
            SimHistory history,
            SimOptions options,
            Weather weather,
            Dice dice,
            long number,
            SimNode secondary,
            SimNode master) {
        String name = secondary.name();
        this.secondary = name;
        toMaster = new SimPipe(
                time, options, weather, () -> weather.silentToMaster, dice.stream(name + " to master", number));
        toSecondary = new SimPipe(
                time, options, weather, () -> weather.silentToSecondary, dice.stream("master to " + name, number));
        secondaryEnd = new SimEnd(
                history,
                secondary.process(),
                name,
                master.name(),
                toMaster,
                new SimDecoder(
                        FrameLimits.maxFrameBytesToSecondary(SimOptions.MAX_MESSAGE_BYTES),
                        SimOptions.MAX_MESSAGE_BYTES),
                options.highWaterBytes(),
                secondary.arrivedMessages());
        masterEnd = new SimEnd(
                history,
                master.process(),
                master.name(),
                name,
                toSecondary,
                new SimDecoder(FrameLimits.MAX_FRAME_BYTES_TO_MASTER, FrameLimits.MAX_FRAME_BYTES_TO_MASTER),
                options.highWaterBytes(),
                new BitSet());
        toMaster.tie(secondaryEnd, masterEnd);
        toSecondary.tie(masterEnd, secondaryEnd);
    }

    SimEnd secondaryEnd() {
        return secondaryEnd;
    }

    SimEnd masterEnd() {
        return masterEnd;
    }

    boolean isOf(String secondaryName) {
        return secondary.equals(secondaryName);
    }

    boolean isOver() {
        return over(secondaryEnd) && over(masterEnd);
    }

    /** Breaks it; both ends are told. */
    void reset(String reason) {
        secondaryEnd.broken(reason);
        masterEnd.broken(reason);
    }

    /** The process at one end is dead; the other end is told. */
    void resetFrom(SimProcess dead) {
        SimEnd told = secondaryEnd.process() == dead ? masterEnd : secondaryEnd;
        told.broken("connection reset by peer");
    }

    boolean touches(SimProcess process) {
        return secondaryEnd.process() == process || masterEnd.process() == process;
    }

    /** Silences may be over. */
    void release() {
        toMaster.release();
        toSecondary.release();
    }

    private static boolean over(SimEnd end) {
        return end.isGone() || !end.process().isAlive();
    }
}
