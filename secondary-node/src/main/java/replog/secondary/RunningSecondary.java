package replog.secondary;

import io.netty.channel.EventLoopGroup;
import java.net.InetSocketAddress;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import replog.node.cli.Chance;
import replog.node.cli.NodeOptions;
import replog.node.cli.NodeProcess;
import replog.node.cli.NodeProgram.Running;
import replog.node.cli.NodeStorage;
import replog.node.cli.StartException;
import replog.node.cli.Starting;
import replog.node.http.HttpLimits;
import replog.node.http.HttpServer;
import replog.node.log.SegmentLog;
import replog.proto.message.NodeId;
import replog.proto.net.CoreLoop;
import replog.proto.net.IoLoops;
import replog.secondary.core.SecondaryNode;
import replog.secondary.core.SecondarySettings;
import replog.secondary.net.MasterAddress;
import replog.secondary.net.MasterConnector;
import replog.secondary.net.SecondaryHttpApi;

/** A secondary with its threads and sockets: puts the parts together, and takes them apart in good order. */
final class RunningSecondary implements Running {

    private static final Logger LOG = LoggerFactory.getLogger(SecondaryMain.class);

    /** How long those may take who were reading when the disk failed, in milliseconds. */
    private static final long MAX_DRAIN_MS = 10 * 60_000;

    private final CoreLoop core;
    private final EventLoopGroup httpLoops;
    private final NodeStorage storage;
    private final SecondaryNode node;
    private final HttpServer http;

    private RunningSecondary(SecondaryOptions options, Consumer<Throwable> onBug, Runnable onFailed)
            throws StartException {
        InetSocketAddress httpAddress =
                options.node().listenAddress(options.node().httpPort());
        core = new CoreLoop(IoLoops.loop("core"), onBug);
        httpLoops = core.workers("http", options.node().httpWorkers());
        var connector = new MasterConnector(
                core,
                options.masterIp(),
                options.masterCommPort(),
                options.node().maxMessageBytes());
        storage = NodeStorage.open(options.node(), SegmentLog.Owner.SECONDARY, core, onBug);
        node = new SecondaryNode(
                settings(options, storage.nodeId()),
                storage.log(),
                core,
                new Chance().delayIn(options.node().sendDelay()),
                connector,
                () -> drain(onFailed));
        http = Starting.await(HttpServer.start(
                httpAddress,
                httpLoops,
                new SecondaryHttpApi(
                                core::execute, node, new MasterAddress(options.masterIp(), options.masterCommPort()))
                        .router(),
                HttpLimits.of(options.node().maxMessageBytes(), options.node().maxBodyBytes())));
        LOG.info(
                "listening for clients on http://{}",
                options.node().shownAddress(options.node().httpPort()));
    }

    static RunningSecondary start(SecondaryOptions options, Consumer<Throwable> onBug, Runnable onFailed)
            throws StartException {
        RunningSecondary running = new RunningSecondary(options, onBug, onFailed);
        running.core.execute(running.node::start);
        return running;
    }

    @Override
    public void stop(Runnable onStopped) {
        var httpClosed = http.close(NodeProcess.ANSWER_GRACE_MS);
        core.execute(node::stop);
        httpClosed
                .thenCompose(closed -> IoLoops.end(httpLoops, core.eventLoop()))
                .thenRun(() -> storage.close(onStopped));
    }

    @Override
    public boolean hasFailed() {
        return storage.log().failure().isPresent();
    }

    /** Lets those who read read to their end. */
    private void drain(Runnable onDrained) {
        http.close(MAX_DRAIN_MS).thenRun(onDrained);
    }

    private static SecondarySettings settings(SecondaryOptions options, NodeId nodeId) {
        NodeOptions node = options.node();
        return new SecondarySettings(
                node.name(),
                nodeId,
                node.httpPort(),
                node.responseTimeoutMs(),
                options.reconnectMs(),
                node.maxMessageBytes(),
                node.helloDeadlineMs(),
                node.sendDelay().isOn());
    }
}
