package replog.secondary.core;

import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import replog.node.log.MessageLog;
import replog.proto.core.Endpoint;
import replog.proto.core.EndpointSettings;
import replog.proto.core.Link;
import replog.proto.core.NodeLog;
import replog.proto.core.Scheduler;
import replog.proto.core.Scheduler.Timer;
import replog.proto.core.SendDelay;
import replog.proto.message.Body.AddMessage;
import replog.proto.message.Body.GetMessages;
import replog.proto.message.Body.Hello;
import replog.proto.message.Body.HelloAccepted;
import replog.proto.message.Body.HelloRefused;
import replog.proto.message.Body.MessageAdded;
import replog.proto.message.Body.Messages;
import replog.proto.message.Body.Ping;
import replog.proto.message.Body.Pong;
import replog.proto.message.Body.Request;
import replog.proto.message.Body.Response;
import replog.proto.message.Body.SecondaryNodeReady;
import replog.proto.message.Frame;
import replog.proto.message.LogId;
import replog.proto.message.LogMessage;
import replog.proto.message.Protocol;
import replog.proto.message.Records;

/**
 * The secondary's side of one connection to its master: says Hello, fetches what the master had before, announces that it
 * is ready, and takes in new messages from the first moment on. Core loop only.
 */
final class MasterSession implements Link.Listener, Endpoint.Owner {

    /** After so many heartbeats of the master without a sign of life the connection is given up. */
    static final int SILENT_AFTER_HEARTBEATS = 10;

    /** So often a line tells how far a long catch-up is. */
    private static final int TIMES_TOLD = 10;

    private final SecondaryNode node;
    private final SecondarySettings settings;
    private final MessageLog messages;
    private final ReceivedMessages received;
    private final Link link;
    private final Scheduler scheduler;
    private final Endpoint endpoint;
    private final NodeLog log;

    private Timer watch;
    private int silentHeartbeats;
    private final HeldAnswers answers = new HeldAnswers();
    private boolean helloSaid;
    private @Nullable HelloAccepted acceptance;
    private @Nullable HelloAccepted toFetch;
    private boolean fetching;
    private long fetchedUntold;
    private boolean closed;

    MasterSession(SecondaryNode node, Link link, Scheduler scheduler, SendDelay sendDelay) {
        this.node = node;
        this.settings = node.settings();
        this.messages = node.log();
        this.received = node.received();
        this.link = link;
        this.scheduler = scheduler;
        this.log = new NodeLog(MasterSession.class, settings.name(), settings.tellsMessages());
        this.endpoint = new Endpoint(
                new EndpointSettings("master", settings.responseTimeoutMs(), settings.tellsMessages()),
                link,
                scheduler,
                sendDelay,
                (low, high) -> high, // A secondary never backs off: its master is the only one it has.
                this);
        this.watch = scheduler.schedule(
                settings.helloDeadlineMs(),
                () -> close("no answer to Hello within " + settings.helloDeadlineMs() + " ms"));
    }

    /** Says Hello, once all that this node has taken in is held: what is neither held nor told of could be of another master. */
    void start() {
        helloIfSettled();
    }

    private void helloIfSettled() {
        long firstGap = messages.firstGap();
        if (helloSaid || firstGap < messages.end()) {
            return;
        }
        helloSaid = true;
        log.info("connected, saying Hello");
        endpoint.send(
                new Hello(
                        Protocol.VERSION,
                        settings.nodeId(),
                        settings.name(),
                        settings.httpPort(),
                        messages.id().orElse(null),
                        firstGap,
                        messages.checksum(),
                        settings.maxMessageBytes(),
                        messages.hasCaughtUp()),
                this::answeredHello);
    }

    /** Messages that were taken in earlier are held now. */
    void progressed() {
        if (closed) {
            return;
        }
        helloIfSettled();
        answers.heldUpTo(messages.firstGap());
        if (toFetch != null && !fetching) {
            fetchOrAnnounce(toFetch);
        }
    }

    /** Whether the master has accepted this node. */
    boolean isAccepted() {
        return acceptance != null;
    }

    @Override
    public void received(Frame frame) {
        if (!closed) {
            silentHeartbeats = 0;
            node.heardMaster();
            endpoint.received(frame);
        }
    }

    @Override
    public void requested(Request request, Consumer<Response> answer) {
        if (acceptance == null) {
            misbehaved("it sent " + request + " before it answered Hello");
        } else if (request instanceof AddMessage add) {
            addMessages(add, answer);
        } else if (request instanceof Ping) {
            answer.accept(new Pong(messages.firstGap()));
        } else {
            misbehaved("a master does not send " + request);
        }
    }

    @Override
    public void writable() {
        // Nothing waits for it: each request of a secondary is small, and answers are written as they come.
    }

    @Override
    public void misbehaved(String reason) {
        close("the master broke the protocol: " + reason);
    }

    @Override
    public void closed(String reason) {
        close(reason);
    }

    /** Ends this session, whatever the network does about it. */
    void close(String reason) {
        if (!closed) {
            closed = true;
            log.info("connection to the master closed: {}", reason);
            watch.cancel();
            endpoint.close();
            link.close(reason);
            node.sessionEnded();
        }
    }

    private void answeredHello(Response answer) {
        if (answer instanceof HelloRefused refused) {
            node.refused(Optional.of(refused.reason()));
            close("the master refused this node: " + refused.reason());
            return;
        }
        HelloAccepted accepted = (HelloAccepted) answer;
        LogId logId = accepted.logId();
        if (messages.firstGap() > 0 && !messages.id().equals(Optional.of(logId))) {
            misbehaved("it accepted a node whose messages are not of its log " + logId);
            return;
        }
        messages.adopt(logId);
        acceptance = accepted;
        node.refused(Optional.empty());
        node.masterHttpPort(accepted.httpPort());
        log.info("accepted, the master has {} messages, this node {}", accepted.messageCount(), messages.firstGap());
        watch.cancel();
        watchForSilence(accepted.heartbeatMs());
        toFetch = accepted;
        fetchOrAnnounce(accepted);
    }

    /** Fetches what the master had before, as fast as the list takes it; when all of that is held, the node is ready. */
    private void fetchOrAnnounce(HelloAccepted accepted) {
        long next = messages.end();
        if (next < accepted.messageCount()) {
            fetch(accepted, next);
        } else if (messages.firstGap() >= accepted.messageCount()) {
            messages.caughtUp();
            if (messages.hasCaughtUp()) {
                announce();
            }
        }
    }

    private void fetch(HelloAccepted accepted, long from) {
        if (messages.hasRoom()) {
            fetching = true;
            endpoint.send(new GetMessages(from), answer -> fetched(accepted, from, ((Messages) answer).records()));
        }
    }

    /** Only now: whoever is named in a receipt shows its list, also after a loss of power. */
    private void announce() {
        toFetch = null;
        node.caughtUp();
        endpoint.send(
                new SecondaryNodeReady(messages.firstGap()),
                answer -> log.info("the master knows that this node is ready"));
    }

    private void fetched(HelloAccepted accepted, long from, Records page) {
        fetching = false;
        if (page.isEmpty() || page.firstId() != from) {
            misbehaved("it was asked for messages from " + from + " on and sent " + page);
            return;
        }
        if (accepted.messageCount() > page.endId()) {
            fetch(accepted, page.endId());
            link.flush(); // While this page is taken in the master makes the next.
        }
        long before = messages.end();
        if (!received.add(page)) {
            misbehaved("its running checksums are not those of the list that ends before " + before);
            return;
        }
        tellFetched(accepted, Math.min(messages.end(), page.endId()) - before);
        if (!fetching) {
            fetchOrAnnounce(accepted);
        }
    }

    /** Not at every page: a long list has hundreds. */
    private void tellFetched(HelloAccepted accepted, long count) {
        fetchedUntold += count;
        boolean isLast = messages.end() >= accepted.messageCount();
        if (isLast || fetchedUntold >= accepted.messageCount() / TIMES_TOLD) {
            log.info("fetched {} messages, holds {}", fetchedUntold, messages.firstGap());
            fetchedUntold = 0;
        }
    }

    private void addMessages(AddMessage add, Consumer<Response> answer) {
        for (LogMessage message : add.messages()) {
            if (!addMessage(message)) {
                return; // All of them will come again.
            }
        }
        // What waits behind the gap is answered at once; what is in the list, once all of that is held.
        long due = add.firstId() < messages.end() ? messages.end() : 0;
        Runnable answering = () -> answer.accept(new MessageAdded(messages.firstGap()));
        if (due <= messages.firstGap()) {
            answering.run();
        } else {
            answers.add(add.firstId(), due, answering);
        }
    }

    /** Takes a message in, unless there is no room for it. */
    private boolean addMessage(LogMessage message) {
        switch (received.add(message)) {
            case APPENDED ->
                log.message(
                        "{} {}, first gap {}",
                        messages.holdsAtOnce() ? "holds" : "writes",
                        message,
                        messages.firstGap());
            case WAITING -> log.message("keeps {} behind the gap at {}", message, messages.end());
            case DUPLICATE -> log.message("ignoring duplicate {}", message);
            case NO_ROOM -> {
                log.message("no room for {}, first gap {}", message, messages.firstGap());
                return false;
            }
        }
        return true;
    }

    /** Counts heartbeats and not time, so that a node that was itself asleep does not blame the master. */
    private void watchForSilence(int heartbeatMs) {
        watch = scheduler.schedule(heartbeatMs, () -> {
            silentHeartbeats++;
            if (silentHeartbeats > SILENT_AFTER_HEARTBEATS) {
                close("nothing heard from the master for " + SILENT_AFTER_HEARTBEATS + " heartbeats");
            } else {
                watchForSilence(heartbeatMs);
            }
        });
    }
}
