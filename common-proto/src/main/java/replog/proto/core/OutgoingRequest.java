package replog.proto.core;

import java.util.function.Consumer;
import replog.proto.message.Body.Request;
import replog.proto.message.Body.Response;
import replog.proto.message.Frame;

/** A request on its way: the same frame at every attempt, answered at most once. Core loop only. */
final class OutgoingRequest {

    private final Frame frame;
    private final Request request;
    private final Consumer<Response> onAnswer;

    private long deadlineMs;
    private int copiesUnderWay;
    private boolean invalidated;

    OutgoingRequest(long requestId, Request request, Consumer<Response> onAnswer) {
        this.frame = new Frame(requestId, request);
        this.request = request;
        this.onAnswer = onAnswer;
    }

    long id() {
        return frame.requestId();
    }

    Frame frame() {
        return frame;
    }

    Request request() {
        return request;
    }

    void answer(Response response) {
        onAnswer.accept(response);
    }

    /** When this attempt counts as unanswered. */
    long deadlineMs() {
        return deadlineMs;
    }

    void expireAt(long atMs) {
        deadlineMs = atMs;
    }

    /** How many copies the artificial delay holds at this moment. */
    int copiesUnderWay() {
        return copiesUnderWay;
    }

    void copyDelayed() {
        copiesUnderWay++;
    }

    void copyWritten() {
        copiesUnderWay--;
    }

    /** Whether an attempt was given up before the answer came: what comes now comes late. */
    boolean isInvalidated() {
        return invalidated;
    }

    void invalidate() {
        invalidated = true;
    }

    @Override
    public String toString() {
        return "request " + id() + " " + request;
    }
}
