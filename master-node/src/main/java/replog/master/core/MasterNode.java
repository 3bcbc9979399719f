package replog.master.core;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import replog.node.log.MessageLog;
import replog.proto.core.Jitter;
import replog.proto.core.Link;
import replog.proto.core.NodeLog;
import replog.proto.core.Scheduler;
import replog.proto.core.SendDelay;
import replog.proto.message.Body.Hello;
import replog.proto.message.Bytes;
import replog.proto.message.LogId;
import replog.proto.message.LogMessage;

/**
 * The master: gives every message its place in the list, has it replicated to all secondaries and answers each client
 * once as many nodes hold its message as it asked for. Core loop only.
 *
 * <p>Invariant: a waiting request's latch counts exactly the nodes that are connected and hold its message.
 */
public final class MasterNode {

    private final MasterSettings settings;
    private final MessageLog messages;
    private final LogId logId;
    private final Scheduler scheduler;
    private final SendDelay sendDelay;
    private final Jitter jitter;
    private final NodeLog log;
    private final Holder self;
    private final Admission admission;
    private final Members members;
    private final SendPlan sendPlan;
    private final WaitingRequests waiting = new WaitingRequests();
    private final Set<SecondarySession> sessions = new LinkedHashSet<>();
    private boolean stopped;
    private boolean takesMessages;
    private Runnable onSettled = () -> {};
    private long heldUpTo;

    /**
     * A master of this list.
     *
     * @throws IllegalArgumentException where the list belongs to no log yet
     */
    public MasterNode(
            MasterSettings settings, MessageLog messages, Scheduler scheduler, SendDelay sendDelay, Jitter jitter) {
        this.settings = settings;
        this.messages = messages;
        this.logId = messages.id().orElseThrow(() -> new IllegalArgumentException("a master's list has a log id"));
        this.scheduler = scheduler;
        this.sendDelay = sendDelay;
        this.jitter = jitter;
        this.log = new NodeLog(MasterNode.class, settings.name(), settings.tellsMessages());
        this.self = new Holder(settings.nodeId(), settings.name());
        this.admission = new Admission(messages, settings);
        this.members = new Members(settings.name());
        this.sendPlan = new SendPlan(scheduler, messages::end, this::sendNewMessages);
        this.takesMessages = hasQuorum();
        this.heldUpTo = messages.firstGap();
        messages.onProgress(this::progressed);
        settings.quorum()
                .ifPresent(
                        quorum -> log.info("takes messages only while {} nodes are here, itself one of them", quorum));
    }

    /**
     * Stores messages, next to each other, and has them replicated, unless that is refused.
     *
     * @param onOutcome is called once, perhaps before this returns
     * @return the request, to {@link #abandon} it
     */
    public AddMessageRequest addMessages(NewMessages added, Consumer<AddOutcome> onOutcome) {
        IdRange ids = new IdRange(messages.end(), added.texts().size());
        var request = new AddMessageRequest(ids, added.writeConcern(), scheduler.nowMs(), onOutcome);
        Optional<AddOutcome> refusal = refusalOf(request);
        if (refusal.isPresent()) {
            request.finish(refusal.get());
            return request;
        }
        added.texts().forEach(this::append);
        if (messages.holdsAtOnce()) {
            request.latch().confirm(self);
            planToSend(request);
        }
        if (request.latch().isOpen()) {
            met(List.of(request));
        } else {
            await(request, added.timeoutMs());
        }
        return request;
    }

    /** The client has gone: its request waits no longer, its messages go on replicating. */
    public void abandon(AddMessageRequest request) {
        if (waiting.remove(request)) {
            request.abandon();
            log.message("the client that waited for {} has gone", request.ids());
        }
    }

    /** A new connection, from a secondary as it seems; {@code address} is for log lines. */
    public Link.Listener accepted(Link link, String address) {
        var session = new SecondarySession(this, link, address, scheduler, sendDelay, jitter);
        sessions.add(session);
        if (stopped) {
            session.close("the master stops");
        }
        return session;
    }

    /** The names of the connected nodes that hold the message, the master's first. */
    public List<String> acknowledgedBy(long messageId) {
        List<String> names = new ArrayList<>();
        if (messageId < messages.firstGap()) {
            names.add(self.name());
            for (Member member : members.all()) {
                if (messageId < member.acknowledgedUpTo()) {
                    names.add(member.holder().name());
                }
            }
        }
        return names;
    }

    /** How this master and its secondaries are, as far as it knows. */
    public MasterHealth health() {
        long nowMs = scheduler.nowMs();
        return new MasterHealth(
                settings.name(),
                settings.nodeId(),
                logId,
                messages.firstGap(),
                waiting.size(),
                settings.quorum(),
                present(),
                messages.syncs(),
                messages.failure(),
                members.all().stream()
                        .map(member -> member.health(messages.firstGap(), nowMs))
                        .toList());
    }

    /** The list, for readers. */
    public MessageLog log() {
        return messages;
    }

    /**
     * Takes no more messages; as soon as those it took are held, answers every client that waits, and closes all
     * connections to secondaries, also those still to come.
     *
     * @param onEnded is called then, perhaps before this returns
     */
    public void stop(Runnable onEnded) {
        stopped = true;
        onSettled = () -> {
            end();
            onEnded.run();
        };
        endIfSettled();
    }

    private void endIfSettled() {
        if (messages.firstGap() == messages.end() || messages.failure().isPresent()) {
            onSettled.run();
            onSettled = () -> {};
        }
    }

    private void end() {
        sendNewMessages(); // Those that nobody waits for may be here still.
        long nowMs = scheduler.nowMs();
        for (AddMessageRequest request : waiting.removeFrom(0)) {
            request.finish(new AddOutcome.Stopping(request.receipt(nowMs)));
        }
        for (SecondarySession session : new ArrayList<>(sessions)) {
            session.close("the master stops");
        }
    }

    /** How many connections are kept, those that have not said Hello among them. */
    int connections() {
        return sessions.size();
    }

    MasterSettings settings() {
        return settings;
    }

    LogId logId() {
        return logId;
    }

    /** Tells, perhaps before this returns, why a node may not follow this master; none where it may. */
    void refusalOf(Hello hello, Consumer<Optional<String>> onDecision) {
        admission.decide(hello, onDecision);
    }

    /** The node of an accepted Hello is connected by this session from now on, and by no other. */
    Member join(SecondarySession session, Hello hello) {
        for (Member known : members.connected()) {
            SecondarySession older = known.session();
            if (older != null && known.nodeId().equals(hello.nodeId())) {
                older.close("the same node has connected again");
            }
        }
        Member member = members.admit(hello.nodeId(), hello.name());
        member.connected(session, members.nameFor(member), hello.caughtUp());
        presenceChanged();
        return member;
    }

    /** The session has ended; what its node holds does not count until it is back. */
    void left(SecondarySession session, @Nullable Member member) {
        sessions.remove(session);
        if (member != null) {
            waiting.retract(member.holder(), member.acknowledgedUpTo());
            member.disconnected();
            presenceChanged();
        }
    }

    /** Tells the reader of the log when messages are taken again, and when no longer. */
    void presenceChanged() {
        if (takesMessages != hasQuorum()) {
            takesMessages = !takesMessages;
            log.info(
                    takesMessages ? "{} nodes are here, takes messages again" : "only {} nodes are here, read-only now",
                    present());
        }
    }

    /** A connected node holds all messages before {@code firstGap}. */
    void holds(Member member, long firstGap) {
        long before = member.acknowledgedUpTo();
        member.holdsUpTo(firstGap);
        confirmFrom(before, member);
    }

    /** A connected node shows its list to readers from now on. */
    void caughtUp(Member member) {
        long before = member.acknowledgedUpTo();
        member.caughtUp();
        confirmFrom(before, member);
    }

    /** Messages have reached the disk, or never will. */
    private void progressed() {
        long before = heldUpTo;
        heldUpTo = messages.firstGap();
        met(waiting.confirm(self, before, heldUpTo));
        sendNewMessages();
        messages.failure().ifPresent(this::failed);
        endIfSettled();
    }

    private void planToSend(AddMessageRequest request) {
        if (request.latch().isOpen()) {
            sendPlan.later();
        } else {
            sendPlan.soon();
        }
    }

    private void sendNewMessages() {
        for (SecondarySession session : sessions) {
            session.sendNewMessages();
        }
    }

    private void failed(String reason) {
        log.warn("takes no more messages, what it holds can still be read: {}", reason);
        long nowMs = scheduler.nowMs();
        for (AddMessageRequest request : waiting.removeFrom(messages.firstGap())) {
            request.finish(new AddOutcome.NotSynced(request.receipt(nowMs), reason));
        }
    }

    private void confirmFrom(long before, Member member) {
        long after = member.acknowledgedUpTo();
        if (after > before) {
            met(waiting.confirm(member.holder(), before, after));
        }
    }

    private Optional<AddOutcome> refusalOf(AddMessageRequest request) {
        if (stopped) {
            return Optional.of(new AddOutcome.Stopped());
        }
        if (messages.failure().isPresent()) {
            return Optional.of(new AddOutcome.DiskFailed(messages.failure().get()));
        }
        if (!messages.hasRoom()) {
            return Optional.of(new AddOutcome.DiskBusy());
        }
        if (!hasQuorum()) {
            return Optional.of(
                    new AddOutcome.NoQuorum(present(), settings.quorum().orElseThrow()));
        }
        boolean waits = request.latch().writeConcern() > (messages.holdsAtOnce() ? 1 : 0);
        return waits && waiting.size() >= settings.maxWaiting()
                ? Optional.of(new AddOutcome.TooManyWaiting(settings.maxWaiting()))
                : Optional.empty();
    }

    private boolean hasQuorum() {
        return settings.quorum().isEmpty() || present() >= settings.quorum().getAsInt();
    }

    private int present() {
        return 1 + members.healthy();
    }

    private void append(Bytes text) {
        LogMessage message = new LogMessage(messages.end(), Bytes.EMPTY, text);
        messages.append(message);
        log.message("added {}", message);
    }

    private void await(AddMessageRequest request, OptionalLong timeoutMs) {
        int writeConcern = request.latch().writeConcern();
        waiting.add(request);
        if (log.tellsMessages()) {
            log.message(
                    "{} {} write concern of {}, {} of {} nodes are here",
                    request.ids(),
                    request.ids().count() == 1 ? "waits for its" : "wait for their",
                    writeConcern,
                    1 + members.connected().size(),
                    writeConcern);
        }
        if (timeoutMs.isPresent()) {
            request.endsWith(scheduler.schedule(timeoutMs.getAsLong(), () -> timedOut(request)));
        }
    }

    private void timedOut(AddMessageRequest request) {
        waiting.remove(request);
        Receipt receipt = request.receipt(scheduler.nowMs());
        log.message("not yet on enough nodes within the client's time: {}", receipt);
        request.finish(new AddOutcome.TimedOut(receipt));
    }

    private void met(List<AddMessageRequest> requests) {
        long nowMs = scheduler.nowMs();
        for (AddMessageRequest request : requests) {
            Receipt receipt = request.receipt(nowMs);
            log.message("write concern met: {}", receipt);
            request.finish(new AddOutcome.Met(receipt));
        }
    }
}
