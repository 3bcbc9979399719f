package replog.chaos.proxy;

import io.netty.channel.Channel;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;

/** One connection through the proxy: two channels, and a flow each way. Any thread; a setting is in force on return. */
public final class ProxiedConnection {

    private final ProxyLoop loop;
    private final Channel secondary;
    private final Channel master;
    private final Map<Direction, Flow> flows = new EnumMap<>(Direction.class);
    private boolean over;

    /** @param random decides for this connection only, so that others do not change what happens to it */
    ProxiedConnection(ProxyLoop loop, Channel secondary, Channel master, SplittableRandom random) {
        this.loop = loop;
        this.secondary = secondary;
        this.master = master;
        Flow toMaster = new Flow(secondary, master, random.split(), ending -> end(master, ending));
        Flow toSecondary = new Flow(master, secondary, random.split(), ending -> end(secondary, ending));
        flows.put(Direction.TO_MASTER, toMaster);
        flows.put(Direction.TO_SECONDARY, toSecondary);
        secondary.pipeline().addLast(new FlowHandler(toMaster, toSecondary));
        master.pipeline().addLast(new FlowHandler(toSecondary, toMaster));
    }

    /** What happens from now on to bytes that go this way. */
    public void apply(Direction direction, Faults faults) {
        loop.run(() -> flow(direction).apply(faults));
    }

    /** Flips one random bit in each of the next so many arrivals of bytes that go this way. */
    public void corruptNext(Direction direction, int arrivals) {
        loop.run(() -> flow(direction).corruptNext(arrivals));
    }

    /** Ends it in good order (FIN) towards both; what is held is lost. */
    public void cut() {
        loop.run(() -> endBoth(Ending.CUT));
    }

    /** Ends it by RST towards both; what is held is lost. */
    public void reset() {
        loop.run(() -> endBoth(Ending.RESET));
    }

    /** What went through it this way. */
    public Counts counts(Direction direction) {
        return loop.call(() -> flow(direction).counts());
    }

    private Flow flow(Direction direction) {
        return Objects.requireNonNull(flows.get(direction));
    }

    /** One side has ended, and that has now passed to the other, which gets nothing more of either. */
    private void end(Channel other, Ending ending) {
        if (!over) {
            stop();
            ending.end(other);
        }
    }

    private void endBoth(Ending ending) {
        if (!over) {
            stop();
            ending.end(secondary);
            ending.end(master);
        }
    }

    /** Hands on nothing more either way; what is held is lost. */
    void stop() {
        over = true;
        flows.values().forEach(Flow::stop);
    }
}
