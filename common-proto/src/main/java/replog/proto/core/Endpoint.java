package replog.proto.core;

import static replog.proto.core.InvalidationReason.BAD_RESPONSE_FRAME;
import static replog.proto.core.InvalidationReason.PEER_DISCONNECTED;
import static replog.proto.core.InvalidationReason.TIMEOUT;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import replog.proto.core.Scheduler.Timer;
import replog.proto.message.Body.AddMessage;
import replog.proto.message.Body.Ping;
import replog.proto.message.Body.Request;
import replog.proto.message.Body.Response;
import replog.proto.message.Frame;

/**
 * One end of a connection: sends requests until they are answered, and answers those of the other end. Lives as long as
 * the connection; its session owns it. Core loop only.
 *
 * <p>A request keeps its id over all its attempts, so whichever attempt is answered first settles it, and an answer that
 * comes after its attempt was given up still counts. What was handed to the network is not called back: the other end
 * sees the copies as duplicates.
 */
public final class Endpoint {

    /** How many copies of one request the artificial delay may hold; more are not made until one is written. */
    static final int MAX_COPIES_UNDER_WAY = 8;

    /** What the owner of an endpoint does with what comes in. */
    public interface Owner {

        /** A request of the other end; {@code answer} takes the response, at most once, now or later. */
        void requested(Request request, Consumer<Response> answer);

        /** The other end broke the protocol; the owner closes the connection. */
        void misbehaved(String reason);
    }

    private final Link link;
    private final Scheduler scheduler;
    private final SendDelay sendDelay;
    private final Owner owner;
    private final OutgoingRequests requests;
    private final Backoff backoff;
    private final boolean tellsMessages;

    private NodeLog log;
    private long nextOwnId = -1;
    private long firstMessageId = -1;
    private long endMessageId = -1;
    private boolean closed;
    private boolean backingOff;
    private @Nullable Timer resendTimer;

    public Endpoint(
            EndpointSettings settings,
            Link link,
            Scheduler scheduler,
            SendDelay sendDelay,
            Jitter jitter,
            Owner owner) {
        this.link = link;
        this.scheduler = scheduler;
        this.sendDelay = sendDelay;
        this.owner = owner;
        this.tellsMessages = settings.tellsMessages();
        this.log = new NodeLog(Endpoint.class, settings.peer(), tellsMessages);
        this.requests = new OutgoingRequests(scheduler, settings.responseTimeoutMs(), this::timedOut);
        this.backoff = new Backoff(jitter, 2 * settings.responseTimeoutMs());
    }

    /** The other end has said who it is: log lines show this name from now on. */
    public void peerIs(String name) {
        log = new NodeLog(Endpoint.class, name, tellsMessages);
    }

    /**
     * Sends a request, after the artificial delay, again and again until it is answered or the connection is gone.
     *
     * @param onAnswer gets the answer; its type answers the request
     */
    public void send(Request request, Consumer<Response> onAnswer) {
        if (!closed) {
            transmit(new OutgoingRequest(idOf(request), request, onAnswer));
        }
    }

    /** Sends a Ping at once and only once. */
    public void ping(Consumer<Response> onAnswer) {
        if (!closed) {
            OutgoingRequest ping = new OutgoingRequest(nextOwnId--, new Ping(), onAnswer);
            requests.arm(ping);
            link.write(ping.frame());
        }
    }

    /** Takes in a frame from the other end. */
    public void received(Frame frame) {
        if (closed) {
            return;
        }
        long requestId = frame.requestId();
        if (frame.body() instanceof Request request) {
            owner.requested(request, response -> answer(requestId, response));
        } else {
            answered(requestId, (Response) frame.body());
        }
    }

    /** From now on what times out is sent again at growing pauses only. */
    public void backOff() {
        backingOff = true;
    }

    /** Sends at once what the pauses held back; from now on resends are immediate again. */
    public void resume() {
        backingOff = false;
        backoff.reset();
        if (resendTimer != null) {
            resendTimer.cancel();
            resendTimer = null;
        }
        requests.unpark().forEach(this::resend);
    }

    /** The connection is gone: gives up all requests, sends and answers nothing more. */
    public void close() {
        closed = true;
        if (resendTimer != null) {
            resendTimer.cancel();
        }
        for (OutgoingRequest request : requests.clear()) {
            log.message("invalidated {} ({})", request, PEER_DISCONNECTED);
        }
    }

    private long idOf(Request request) {
        if (request instanceof AddMessage add) {
            firstMessageId = firstMessageId < 0 ? add.firstId() : firstMessageId;
            endMessageId = Math.max(endMessageId, add.endId());
            return add.firstId();
        }
        return nextOwnId--;
    }

    private void transmit(OutgoingRequest request) {
        requests.arm(request);
        long delayMs = sendDelay.nextMs();
        if (delayMs == 0) {
            log.message("sending {}", request);
            link.write(request.frame());
            return;
        }
        log.message("sending {} (artificially delayed by {}ms)", request, delayMs);
        request.copyDelayed();
        scheduler.schedule(delayMs, () -> {
            request.copyWritten();
            if (!closed) {
                link.write(request.frame());
            }
        });
    }

    private void timedOut(OutgoingRequest request) {
        log.message("invalidated {} ({})", request, TIMEOUT);
        request.invalidate();
        if (request.request() instanceof Ping) {
            return;
        }
        if (!backingOff) {
            resend(request);
            return;
        }
        requests.park(request);
        if (resendTimer == null) {
            resendTimer = scheduler.schedule(backoff.nextMs(), () -> {
                resendTimer = null;
                requests.unpark().forEach(this::resend);
            });
        }
    }

    private void resend(OutgoingRequest request) {
        if (request.copiesUnderWay() >= MAX_COPIES_UNDER_WAY || !link.isWritable()) {
            // Earlier copies have not even left this node; one more would only pile up behind them.
            requests.arm(request);
        } else {
            transmit(request);
        }
    }

    private void answer(long requestId, Response response) {
        if (!closed) {
            link.write(new Frame(requestId, response));
        }
    }

    private void answered(long requestId, Response response) {
        OutgoingRequest request = requests.settle(requestId);
        if (request == null) {
            if (wasMade(requestId)) {
                log.message("ignoring one more answer to request {}: {}", requestId, response);
            } else {
                owner.misbehaved("it answered request " + requestId + ", which was never made");
            }
        } else if (!request.request().isAnsweredBy(response)) {
            log.message("invalidated {} ({})", request, BAD_RESPONSE_FRAME);
            owner.misbehaved("it answered " + request + " with " + response);
        } else {
            if (request.isInvalidated()) {
                log.message("late answer to {}: {}", request, response);
            }
            request.answer(response);
        }
    }

    private boolean wasMade(long requestId) {
        return requestId < 0 ? requestId > nextOwnId : requestId >= firstMessageId && requestId < endMessageId;
    }
}
