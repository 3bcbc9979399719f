package replog.master;

import io.netty.channel.EventLoopGroup;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import replog.master.core.MasterNode;
import replog.master.core.MasterSettings;
import replog.master.net.MasterHttpApi;
import replog.master.net.SocketAcceptor;
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
import replog.proto.message.FrameLimits;
import replog.proto.message.NodeId;
import replog.proto.net.CoreLoop;
import replog.proto.net.IoLoops;

/** A master with its threads and sockets: puts the parts together, and takes them apart in good order. */
final class RunningMaster implements Running {

    private static final Logger LOG = LoggerFactory.getLogger(MasterMain.class);

    private final CoreLoop core;
    private final EventLoopGroup commLoops;
    private final EventLoopGroup httpLoops;
    private final NodeStorage storage;
    private final MasterNode node;
    private final SocketAcceptor acceptor;
    private final HttpServer http;

    RunningMaster(MasterOptions options, Consumer<Throwable> onBug) throws StartException {
        InetSocketAddress commAddress = options.node().listenAddress(options.commPort());
        InetSocketAddress httpAddress =
                options.node().listenAddress(options.node().httpPort());
        core = new CoreLoop(IoLoops.loop("core"), onBug);
        commLoops = core.workers("comm", options.commWorkers());
        httpLoops = core.workers("http", options.node().httpWorkers());
        storage = NodeStorage.open(options.node(), SegmentLog.Owner.MASTER, core, onBug);
        Chance chance = new Chance();
        node = new MasterNode(
                settings(options, storage.nodeId()),
                storage.log(),
                core,
                chance.delayIn(options.node().sendDelay()),
                chance);
        acceptor = new SocketAcceptor(core, commLoops, node::accepted);
        Starting.await(acceptor.bind(commAddress));
        LOG.info("listening for secondaries on {}", options.node().shownAddress(options.commPort()));
        http = Starting.await(HttpServer.start(
                httpAddress,
                httpLoops,
                new MasterHttpApi(core::execute, node, options.node().maxMessageBytes()).router(),
                HttpLimits.of(options.node().maxMessageBytes(), options.node().maxBodyBytes())));
        LOG.info(
                "listening for clients on http://{}",
                options.node().shownAddress(options.node().httpPort()));
    }

    /** Clients first: what they are owed is decided on the core loop, which therefore ends last. */
    @Override
    public void stop(Runnable onStopped) {
        acceptor.close();
        CompletableFuture<Void> settled = new CompletableFuture<>();
        core.execute(() -> node.stop(() -> settled.complete(null)));
        http.close(NodeProcess.ANSWER_GRACE_MS)
                .thenCompose(closed -> settled)
                .thenCompose(ended -> IoLoops.end(httpLoops, commLoops, core.eventLoop()))
                .thenRun(() -> storage.close(onStopped));
    }

    @Override
    public boolean hasFailed() {
        return storage.log().failure().isPresent();
    }

    private static MasterSettings settings(MasterOptions options, NodeId nodeId) {
        NodeOptions node = options.node();
        return new MasterSettings(
                node.name(),
                nodeId,
                node.httpPort(),
                node.responseTimeoutMs(),
                options.heartbeatMs(),
                node.maxMessageBytes(),
                options.maxWaiting(),
                options.quorum(),
                node.helloDeadlineMs(),
                node.sendDelay().isOn() ? 1 : FrameLimits.MAX_RUN_MESSAGES,
                node.sendDelay().isOn());
    }
}
