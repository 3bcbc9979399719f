package replog.node.cli;

import java.nio.file.Path;
import java.util.UUID;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import replog.node.disk.DataDirectory;
import replog.node.log.DiskException;
import replog.node.log.InMemoryLog;
import replog.node.log.MessageLog;
import replog.node.log.SegmentLog;
import replog.proto.message.LogId;
import replog.proto.message.NodeId;
import replog.proto.net.CoreLoop;

/** Where a node keeps its list and its id, as its options ask: in memory, or in a directory. */
public final class NodeStorage {

    private static final Logger LOG = LoggerFactory.getLogger(NodeStorage.class);

    private final MessageLog log;
    private final NodeId nodeId;
    private final Consumer<Runnable> closing;

    private NodeStorage(MessageLog log, NodeId nodeId, Consumer<Runnable> closing) {
        this.log = log;
        this.nodeId = nodeId;
        this.closing = closing;
    }

    /**
     * Opens what was there, or begins anew.
     *
     * @param core to which the list belongs
     * @param onBug where a bug of our own goes
     * @throws StartException where the directory cannot be used, or is damaged
     */
    public static NodeStorage open(
            NodeOptions options, SegmentLog.Owner owner, CoreLoop core, Consumer<Throwable> onBug)
            throws StartException {
        if (options.dataDir().isEmpty()) {
            return inMemory(owner, core, onBug);
        }
        try {
            return onDisk(options.dataDir().get(), options.segmentBytes(), owner, core, onBug);
        } catch (DiskException e) {
            throw new StartException(e.reason());
        }
    }

    private static NodeStorage inMemory(SegmentLog.Owner owner, CoreLoop core, Consumer<Throwable> onBug) {
        BackgroundThread memory = new BackgroundThread("list-memory", core::execute, onBug);
        InMemoryLog log = new InMemoryLog(memory);
        if (owner == SegmentLog.Owner.MASTER) {
            log.adopt(new LogId(UUID.randomUUID()));
            log.caughtUp();
        }
        return new NodeStorage(log, new NodeId(UUID.randomUUID()), memory::stop);
    }

    private static NodeStorage onDisk(
            Path directory, int segmentBytes, SegmentLog.Owner owner, CoreLoop core, Consumer<Throwable> onBug)
            throws DiskException {
        BackgroundThread writing = new BackgroundThread("disk-write", core::execute, onBug);
        BackgroundThread reading = new BackgroundThread("disk-read", core::execute, onBug);
        SegmentLog log = SegmentLog.open(
                DataDirectory.claim(directory),
                owner,
                segmentBytes,
                UUID::randomUUID,
                LOG::warn,
                core,
                writing,
                reading);
        LOG.info(
                "{} holds {} messages of log {}",
                directory,
                log.firstGap(),
                log.id().map(LogId::toString).orElse("none"));
        return new NodeStorage(log, log.nodeId(), onClosed -> {
            log.close();
            writing.stop(() -> reading.stop(onClosed));
        });
    }

    /** The list. */
    public MessageLog log() {
        return log;
    }

    /** The id of the node that keeps it. */
    public NodeId nodeId() {
        return nodeId;
    }

    /** Ends what is being written, and calls {@code onClosed}. */
    public void close(Runnable onClosed) {
        closing.accept(onClosed);
    }
}
