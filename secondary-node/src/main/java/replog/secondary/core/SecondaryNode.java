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

    private @Nullable MasterSession session;
    private boolean caughtUp;
    private boolean stopped;
    private OptionalInt masterHttpPort = OptionalInt.empty();
    private OptionalLong lastHeardMs = OptionalLong.empty();
    private Optional<String> refusedBecause = Optional.empty();

    /** A secondary that keeps its messages in this list. */
    public SecondaryNode(
            SecondarySettings settings, MessageLog messages, Scheduler scheduler, SendDelay sendDelay, Dialer dialer) {
        this.settings = settings;
        this.messages = messages;
        this.scheduler = scheduler;
        this.sendDelay = sendDelay;
        this.dialer = dialer;
        this.log = new NodeLog(SecondaryNode.class, settings.name(), settings.tellsMessages());
        this.received = new ReceivedMessages(messages);
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
                caughtUp,
                session != null && session.isAccepted()
                        ? SecondaryHealth.Replication.CONNECTED
                        : SecondaryHealth.Replication.DISCONNECTED,
                messages.firstGap(),
                received.waiting(),
                masterHttpPort,
                lastHeardMs.isPresent() ? OptionalLong.of(nowMs - lastHeardMs.getAsLong()) : OptionalLong.empty(),
                refusedBecause);
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

    /** Whether the list is shown to readers. */
    boolean isCaughtUp() {
        return caughtUp;
    }

    /** The list has reached what the master had at the beginning of the session. */
    void caughtUp() {
        log.info("caught up, holds {} messages", messages.firstGap());
        caughtUp = true;
    }

    void sessionEnded() {
        session = null;
        startAgain();
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
