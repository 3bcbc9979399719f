package replog.secondary.core;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import replog.node.log.MessageLog;
import replog.proto.core.Dialer;
import replog.proto.core.Link;
import replog.proto.core.NodeLog;
import replog.proto.core.Scheduler;
import replog.proto.core.SendDelay;

/**
 * A secondary: connects to its master, again and again, and keeps what it was sent. Its list survives its connections, and
 * it shows the list whether there is a connection or not. Core loop only.
 */
public final class SecondaryNode {

    private final SecondarySettings settings;
    private final MessageLog messages;
    private final Scheduler scheduler;
    private final SendDelay sendDelay;
    private final Dialer dialer;
    private final NodeLog log;
    private final ReceivedMessages received;
    private final Runnable onFailure;

    private @Nullable MasterSession session;
    private boolean stopped;
    private OptionalInt masterHttpPort = OptionalInt.empty();
    private OptionalLong lastHeardMs = OptionalLong.empty();
    private Optional<String> refusedBecause = Optional.empty();

    /**
     * A secondary that keeps its messages in this list.
     *
     * @param onFailure is called when the list can take nothing more, ever, and the connection to the master is closed
     */
    public SecondaryNode(
            SecondarySettings settings,
            MessageLog messages,
            Scheduler scheduler,
            SendDelay sendDelay,
            Dialer dialer,
            Runnable onFailure) {
        this.onFailure = onFailure;
        this.settings = settings;
        this.messages = messages;
        this.scheduler = scheduler;
        this.sendDelay = sendDelay;
        this.dialer = dialer;
        this.log = new NodeLog(SecondaryNode.class, settings.name(), settings.tellsMessages());
        this.received = new ReceivedMessages(messages);
        messages.onProgress(this::progressed);
    }

    /** Starts to connect. */
    public void start() {
        dialer.dial(new Dialer.Listener() {
            @Override
            public Link.Listener connected(Link link) {
                return begin(link);
            }

            @Override
            public void failed(String reason) {
                log.info("cannot connect to the master: {}", reason);
                startAgain();
            }
        });
    }

    /** Closes the connection and makes no other. */
    public void stop() {
        stopped = true;
        if (session != null) {
            session.close("this node stops");
        }
    }

    /** The list, for readers. */
    public MessageLog log() {
        return messages;
    }

    /** How this node is. */
    public SecondaryHealth health() {
        long nowMs = scheduler.nowMs();
        return new SecondaryHealth(
                settings.name(),
                settings.nodeId(),
                messages.id(),
                messages.hasCaughtUp(),
                session != null && session.isAccepted()
                        ? SecondaryHealth.Replication.CONNECTED
                        : SecondaryHealth.Replication.DISCONNECTED,
                messages.firstGap(),
                received.waiting(),
                masterHttpPort,
                lastHeardMs.isPresent() ? OptionalLong.of(nowMs - lastHeardMs.getAsLong()) : OptionalLong.empty(),
                refusedBecause,
                messages.syncs(),
                messages.failure());
    }

    SecondarySettings settings() {
        return settings;
    }

    ReceivedMessages received() {
        return received;
    }

    void heardMaster() {
        lastHeardMs = OptionalLong.of(scheduler.nowMs());
    }

    void masterHttpPort(int port) {
        masterHttpPort = OptionalInt.of(port);
    }

    void refused(Optional<String> because) {
        refusedBecause = because;
    }

    /** The list has reached what the master had at the beginning of the session, and is shown from now on. */
    void caughtUp() {
        log.info("caught up, holds {} messages", messages.firstGap());
    }

    void sessionEnded() {
        session = null;
        startAgain();
    }

    private void progressed() {
        messages.failure().ifPresent(this::failed);
        if (session != null) {
            session.progressed();
        }
    }

    /** A node that can hold nothing more is of no use to its master; what it holds it still shows. */
    private void failed(String reason) {
        if (!stopped) {
            log.warn("takes no more messages, what it holds can still be read: {}", reason);
            stopped = true;
            if (session != null) {
                session.close("the disk of this node has failed");
            }
            onFailure.run();
        }
    }

    private MasterSession begin(Link link) {
        received.forgetWaiting();
        MasterSession begun = new MasterSession(this, link, scheduler, sendDelay);
        session = begun;
        if (stopped) {
            begun.close("this node stops");
        } else {
            begun.start();
        }
        return begun;
    }

    private void startAgain() {
        if (!stopped) {
            log.info("next attempt in {} ms", settings.reconnectMs());
            scheduler.schedule(settings.reconnectMs(), () -> {
                if (!stopped) {
                    start();
                }
            });
        }
    }
}
