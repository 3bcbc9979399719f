package replog.master.core;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import replog.node.log.MessageLog;
import replog.proto.core.Endpoint;
import replog.proto.core.EndpointSettings;
import replog.proto.core.Jitter;
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
import replog.proto.message.Body.Pong;
import replog.proto.message.Body.ReadyNoted;
import replog.proto.message.Body.Request;
import replog.proto.message.Body.Response;
import replog.proto.message.Body.SecondaryNodeReady;
import replog.proto.message.Frame;
import replog.proto.message.FrameLimits;
import replog.proto.message.LogMessage;
import replog.proto.message.Records;

/**
 * The master's side of one connection to a secondary, from the first byte to the last. From Hello on it sends the list's
 * new messages in order, at most a window of them unanswered; a slow secondary costs the master that window and a
 * position in the list, never a queue. Core loop only.
 */
final class SecondarySession implements Link.Listener, Endpoint.Owner, FailureDetector.Owner {

    /** How many AddMessages may be unanswered, where there are few connections. */
    static final int MAX_UNANSWERED_MESSAGES = 16_384;

    /**
     * How many messages all connections may keep unanswered; where there are many, each has an equal share. Such a message
     * takes some hundred bytes of heap besides its text, whether its peer reads or not.
     */
    static final int MAX_MESSAGES_OF_ALL = 131_072;

    /**
     * How many bytes of text and key unanswered AddMessages may have, where there are few connections; a single larger
     * message may still be sent.
     */
    static final long MAX_UNANSWERED_BYTES = 16 << 20;

    /**
     * How many bytes all connections may keep in hand, of text and key unanswered or of records in a page; where there are
     * many, each has an equal share, yet one message at least. What was read from a disk is each connection's own.
     */
    static final long MAX_BYTES_OF_ALL = 64 << 20;

    private final MasterNode master;
    private final MasterSettings settings;
    private final MessageLog messages;
    private final Link link;
    private final Endpoint endpoint;
    private final FailureDetector failureDetector;
    private final Scheduler scheduler;
    private final Timer helloDeadline;

    private NodeLog log;
    private @Nullable Member member;
    private @Nullable HelloAccepted acceptance;
    private @Nullable Runnable deferredPage;
    private boolean helloUnderWay;
    private boolean pageUnderWay;
    private boolean reading;
    private boolean closed;
    private long nextToSend;
    private int unansweredMessages;
    private long unansweredBytes;

    SecondarySession(
            MasterNode master, Link link, String address, Scheduler scheduler, SendDelay sendDelay, Jitter jitter) {
        this.master = master;
        this.settings = master.settings();
        this.messages = master.log();
        this.link = link;
        this.scheduler = scheduler;
        this.log = new NodeLog(SecondarySession.class, address, settings.tellsMessages());
        this.endpoint = new Endpoint(
                new EndpointSettings(address, settings.responseTimeoutMs(), settings.tellsMessages()),
                link,
                scheduler,
                sendDelay,
                jitter,
                this);
        this.failureDetector = new FailureDetector(scheduler, settings.heartbeatMs(), this);
        this.helloDeadline = scheduler.schedule(
                settings.helloDeadlineMs(), () -> close("no Hello within " + settings.helloDeadlineMs() + " ms"));
        log.info("connected");
    }

    @Override
    public void received(Frame frame) {
        if (closed) {
            return;
        }
        Member known = member;
        if (known == null && !(frame.body() instanceof Hello)) {
            misbehaved("it began with " + frame.body() + " instead of Hello");
            return;
        }
        endpoint.received(frame);
        if (known != null && !closed) {
            // Only now: what the frame has answered need not be sent again when the suspicion ends.
            known.heardAt(scheduler.nowMs());
            if (!(frame.body() instanceof Hello)) { // A node that says it again does not hear the answer.
                failureDetector.heard();
            }
        }
    }

    @Override
    public void requested(Request request, Consumer<Response> answer) {
        if (request instanceof Hello hello) {
            hello(hello, answer);
        } else if (request instanceof GetMessages get) {
            getMessages(get.startMessageId(), answer);
        } else if (request instanceof SecondaryNodeReady ready) {
            ready(ready.firstGap(), answer);
        } else {
            misbehaved("a secondary does not send " + request);
        }
    }

    /** Sends what the list has gained, as far as the window and the network allow. */
    void sendNewMessages() {
        if (nextToSend < messages.firstGap() && acceptance != null && !closed && !reading && hasRoom()) {
            reading = true;
            messages.read(
                    nextToSend, windowMessages() - unansweredMessages, windowBytes() - unansweredBytes, this::send);
        }
    }

    private void send(Records page) {
        reading = false;
        if (!closed && !page.isEmpty()) {
            sendInRuns(page.messages());
            sendNewMessages();
        }
    }

    @Override
    public void writable() {
        sendDeferredPage();
        sendNewMessages();
    }

    @Override
    public void ping() {
        endpoint.ping(answer -> holds(((Pong) answer).firstGap()));
    }

    @Override
    public void becomes(NodeState state) {
        log.info("is {}", state);
        if (member != null) {
            member.becomes(state);
            master.presenceChanged();
        }
        switch (state) {
            case HEALTHY -> endpoint.resume();
            case SUSPECTED -> endpoint.backOff();
            case UNHEALTHY -> close(FailureDetector.UNHEALTHY_AFTER_PINGS + " Pings in a row unanswered");
        }
    }

    @Override
    public void misbehaved(String reason) {
        close("broke the protocol: " + reason);
    }

    @Override
    public void closed(String reason) {
        close(reason);
    }

    /** Ends this session, whatever the network does about it. */
    void close(String reason) {
        if (closed) {
            return;
        }
        closed = true;
        log.info("connection closed: {}", reason);
        helloDeadline.cancel();
        failureDetector.stop();
        endpoint.close();
        link.close(reason);
        master.left(this, member);
    }

    private void hello(Hello hello, Consumer<Response> answer) {
        if (acceptance != null) {
            answer.accept(acceptance); // It was sent again, since the first answer took its time.
        } else if (!helloUnderWay) {
            log.info("got {}", hello);
            helloUnderWay = true;
            master.refusalOf(hello, refusal -> decided(hello, refusal, answer));
        }
    }

    private void decided(Hello hello, Optional<String> refusal, Consumer<Response> answer) {
        if (closed) {
            return;
        }
        if (refusal.isPresent()) {
            answer.accept(new HelloRefused(refusal.get()));
            close("refused " + hello.name() + ": " + refusal.get());
            return;
        }
        helloDeadline.cancel();
        nextToSend = messages.firstGap();
        acceptance = new HelloAccepted(master.logId(), nextToSend, settings.httpPort(), settings.heartbeatMs());
        answer.accept(acceptance);
        member = master.join(this, hello);
        member.heardAt(scheduler.nowMs());
        String name = member.holder().name();
        log = new NodeLog(SecondarySession.class, name, settings.tellsMessages());
        endpoint.peerIs(name);
        log.info("accepted, holds {} of {} messages", hello.firstGap(), nextToSend);
        holds(hello.firstGap());
        failureDetector.start();
    }

    private void getMessages(long from, Consumer<Response> answer) {
        if (from > messages.firstGap()) {
            misbehaved("it asked for messages from " + from + ", the list ends before " + messages.firstGap());
        } else {
            // Pages are made only as fast as disk and network take them; a secondary needs only the last it asked for.
            deferredPage = () -> sendPage(from, answer);
            sendDeferredPage();
        }
    }

    private void sendDeferredPage() {
        Runnable page = deferredPage;
        if (page != null && !closed && !pageUnderWay && link.isWritable()) {
            deferredPage = null;
            pageUnderWay = true;
            page.run();
        }
    }

    private void sendPage(long from, Consumer<Response> answer) {
        long maxBytes = Math.min(FrameLimits.pageBytes(settings.maxMessageBytes()), shareOfBytes());
        messages.read(from, Integer.MAX_VALUE, maxBytes, page -> {
            pageUnderWay = false;
            if (page.isEmpty() && from < messages.firstGap()) {
                close("the list cannot be read from " + from + " on");
            } else {
                log.message("sending {} messages from {} on", page.count(), from);
                answer.accept(new Messages(page));
                sendDeferredPage();
            }
        });
    }

    private void ready(long firstGap, Consumer<Response> answer) {
        if (member != null && holds(firstGap)) {
            log.info("ready, holds {} messages", firstGap);
            master.caughtUp(member);
            answer.accept(new ReadyNoted());
        }
    }

    private boolean hasRoom() {
        return unansweredMessages < windowMessages() && unansweredBytes < windowBytes() && link.isWritable();
    }

    private int windowMessages() {
        return Math.min(MAX_UNANSWERED_MESSAGES, shareOfMessages());
    }

    private long windowBytes() {
        return Math.min(MAX_UNANSWERED_BYTES, shareOfBytes());
    }

    private long shareOfBytes() {
        return MAX_BYTES_OF_ALL / master.connections();
    }

    private int shareOfMessages() {
        return MAX_MESSAGES_OF_ALL / master.connections();
    }

    /** As many messages as may travel together go into one AddMessage. */
    private void sendInRuns(List<LogMessage> page) {
        int start = 0;
        long bytes = 0;
        for (int i = 0; i < page.size(); i++) {
            LogMessage message = page.get(i);
            int more = message.text().length() + message.key().length();
            boolean isFull = i - start == settings.maxRunMessages() || bytes + more > FrameLimits.MAX_RUN_BYTES;
            if (i > start && isFull) {
                send(page.subList(start, i), bytes);
                start = i;
                bytes = 0;
            }
            bytes += more;
        }
        send(page.subList(start, page.size()), bytes);
    }

    private void send(List<LogMessage> run, long bytes) {
        AddMessage add = new AddMessage(run);
        int count = run.size();
        nextToSend = add.endId();
        unansweredMessages += count;
        unansweredBytes += bytes;
        endpoint.send(add, answer -> {
            unansweredMessages -= count;
            unansweredBytes -= bytes;
            if (holds(((MessageAdded) answer).firstGap())) {
                sendNewMessages();
            }
        });
    }

    /** Takes note of what the secondary says it holds; false, and the session is over, where that cannot be. */
    private boolean holds(long firstGap) {
        if (firstGap > messages.firstGap()) {
            misbehaved("it claims to hold " + firstGap + " messages, the list has " + messages.firstGap());
            return false;
        }
        if (member != null) {
            master.holds(member, firstGap);
        }
        return !closed;
    }
}
