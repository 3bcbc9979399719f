package replog.chaos.proxy;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import replog.proto.net.IoLoops;

/**
 * Stands between secondaries and the master's comm port, on 127.0.0.1, and is as bad a network as it is told to be. What is
 * set here holds for all connections, those that stand and those that come; each can be given faults of its own as well. It
 * takes chance from its seed alone. Any thread; a setting is in force when the call returns.
 */
public final class FaultProxy implements AutoCloseable {

    private static final InetAddress HERE = InetAddress.getLoopbackAddress();

    private final ProxyLoop loop = new ProxyLoop();
    private final InetSocketAddress address;
    private final InetSocketAddress masterAddress;
    private final SplittableRandom random;
    private final Map<Direction, Faults> faults = new EnumMap<>(Direction.class);
    private final Map<Direction, Counts> countsOfClosed = new EnumMap<>(Direction.class);
    private final List<ProxiedConnection> connections = new ArrayList<>();
    private final ChannelGroup channels = new DefaultChannelGroup(loop.eventLoop());
    private long accepted;
    private @Nullable Channel listening;

    /**
     * Starts to listen.
     *
     * @param port where secondaries connect to
     * @param masterPort where it connects to for each of them
     * @param seed what it takes chance from
     */
    public FaultProxy(int port, int masterPort, long seed) {
        this.address = new InetSocketAddress(HERE, port);
        this.masterAddress = new InetSocketAddress(HERE, masterPort);
        this.random = new SplittableRandom(seed);
        for (Direction direction : Direction.values()) {
            faults.put(direction, Faults.NONE);
            countsOfClosed.put(direction, Counts.NONE);
        }
        acceptConnections();
    }

    /** Where it listens. */
    public int port() {
        return address.getPort();
    }

    /** What happens from now on to all bytes, whichever way they go. */
    public void apply(Faults both) {
        for (Direction direction : Direction.values()) {
            apply(direction, both);
        }
    }

    /** What happens from now on to all bytes that go this way. */
    public void apply(Direction direction, Faults next) {
        loop.run(() -> {
            faults.put(direction, next);
            forEach(connection -> connection.apply(direction, next));
        });
    }

    /** On every connection, flips one random bit in each of the next so many arrivals of bytes that go this way. */
    public void corruptNext(Direction direction, int arrivals) {
        loop.run(() -> forEach(connection -> connection.corruptNext(direction, arrivals)));
    }

    /** Ends all connections in good order (FIN). */
    public void cutAll() {
        loop.run(() -> forEach(ProxiedConnection::cut));
    }

    /** Ends all connections by RST. */
    public void resetAll() {
        loop.run(() -> forEach(ProxiedConnection::reset));
    }

    /** From now on whoever connects is refused, as where nobody listens; connections that stand stay. */
    public void refuseConnections() {
        Channel channel = loop.call(() -> Objects.requireNonNull(listening, "it refuses already"));
        channel.close().syncUninterruptibly();
        loop.run(() -> listening = null);
    }

    /** Listens again. */
    public void acceptConnections() {
        Channel channel = new ServerBootstrap()
                .group(loop.eventLoop())
                .channel(IoLoops.serverChannelClass())
                .childOption(ChannelOption.AUTO_READ, false)
                .childHandler(new Accepted())
                .bind(address)
                .syncUninterruptibly()
                .channel();
        loop.run(() -> listening = channel);
    }

    /** The connections that stand, the oldest first. */
    public List<ProxiedConnection> connections() {
        return loop.call(() -> List.copyOf(connections));
    }

    /** How many connections were ever made through it. */
    public long accepted() {
        return loop.call(() -> accepted);
    }

    /** What went this way so far. */
    public Counts counts(Direction direction) {
        return loop.call(() -> {
            Counts all = countsOf(direction);
            for (ProxiedConnection connection : connections) {
                all = all.plus(connection.counts(direction));
            }
            return all;
        });
    }

    @Override
    public void close() {
        loop.run(() -> {
            forEach(ProxiedConnection::reset);
            if (listening != null) {
                ChannelFuture unused = listening.close();
            }
        });
        channels.close().syncUninterruptibly();
        loop.shutDown();
    }

    private Counts countsOf(Direction direction) {
        return Objects.requireNonNull(countsOfClosed.get(direction));
    }

    private void connected(Channel secondary, Channel master) {
        channels.add(master);
        IoLoops.tune(master);
        if (!secondary.isActive()) {
            ChannelFuture unused = master.close();
            return;
        }
        ProxiedConnection connection = new ProxiedConnection(loop, secondary, master, random.split());
        accepted++;
        connections.add(connection);
        secondary.closeFuture().addListener(closed -> forgetClosed(connection, master));
        master.closeFuture().addListener(closed -> forgetClosed(connection, secondary));
        faults.forEach(connection::apply);
    }

    /** What is done to them may be the end of some, which are forgotten meanwhile. */
    private void forEach(Consumer<ProxiedConnection> action) {
        List.copyOf(connections).forEach(action);
    }

    private void forgetClosed(ProxiedConnection connection, Channel other) {
        if (!other.isOpen() && connections.remove(connection)) {
            connection.stop();
            countsOfClosed.replaceAll((direction, counts) -> counts.plus(connection.counts(direction)));
        }
    }

    /** A secondary has connected; nothing is read of it before the master has been reached. */
    private final class Accepted extends ChannelInitializer<Channel> {
        @Override
        protected void initChannel(Channel secondary) {
            channels.add(secondary);
            IoLoops.tune(secondary);
            new Bootstrap()
                    .group(loop.eventLoop())
                    .channel(IoLoops.channelClass())
                    .option(ChannelOption.AUTO_READ, false)
                    .handler(new ChannelInboundHandlerAdapter())
                    .connect(masterAddress)
                    .addListener((ChannelFuture connecting) -> {
                        if (connecting.isSuccess()) {
                            connected(secondary, connecting.channel());
                        } else {
                            Ending.RESET.end(secondary);
                        }
                    });
        }
    }
}
