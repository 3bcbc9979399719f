package replog.proto.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static replog.proto.sim.Samples.message;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import replog.proto.message.Body.AddMessage;
import replog.proto.message.Body.GetMessages;
import replog.proto.message.Body.MessageAdded;
import replog.proto.message.Body.Ping;
import replog.proto.message.Body.Pong;
import replog.proto.message.Body.ReadyNoted;
import replog.proto.message.Body.Request;
import replog.proto.message.Body.Response;
import replog.proto.message.Frame;
import replog.proto.sim.RecordingLink;
import replog.proto.sim.ScriptedSendDelay;
import replog.proto.sim.VirtualScheduler;

/** Requests until they are answered, on a link whose other end is the test. */
class EndpointTest {

    private static final long RESPONSE_TIMEOUT_MS = 1500;
    private static final Request REQUEST = new AddMessage(message(7));
    private static final Frame REQUEST_FRAME = new Frame(7, REQUEST);
    private static final Response ANSWER = new MessageAdded(8);
    private static final Frame ANSWER_FRAME = new Frame(7, ANSWER);

    private final VirtualScheduler scheduler = new VirtualScheduler();
    private final RecordingLink link = new RecordingLink();
    private final Peer peer = new Peer();
    private final List<Response> answers = new ArrayList<>();

    private Endpoint endpoint = endpointWithDelays();

    @Test
    void sendsAtOnceWhereThereIsNoDelay() {
        endpoint.send(REQUEST, answers::add);

        assertEquals(List.of(REQUEST_FRAME), link.take());
    }

    @Test
    void sendsAfterTheArtificialDelay() {
        endpoint = endpointWithDelays(1200);

        endpoint.send(REQUEST, answers::add);

        scheduler.runFor(1199);
        assertEquals(List.of(), link.take());
        scheduler.runFor(1);
        assertEquals(List.of(REQUEST_FRAME), link.take());
    }

    @Test
    void requestsOvertakeEachOther() {
        endpoint = endpointWithDelays(1200, 1000);

        endpoint.send(new GetMessages(1), answers::add);
        endpoint.send(new GetMessages(2), answers::add);
        scheduler.runFor(1200);

        assertEquals(List.of(new GetMessages(2), new GetMessages(1)), link.take(GetMessages.class));
    }

    @Test
    void handsTheAnswerToWhoeverAsked() {
        List<Response> answersToOther = new ArrayList<>();
        endpoint.send(REQUEST, answers::add);
        endpoint.send(new AddMessage(message(8)), answersToOther::add);

        endpoint.received(new Frame(8, new MessageAdded(9)));

        assertEquals(List.of(new MessageAdded(9)), answersToOther);
        assertEquals(List.of(), answers);
    }

    @Test
    void givesAnAddMessageTheIdOfItsMessageAndCountsAllOthersDown() {
        endpoint.send(new GetMessages(0), answers::add);
        endpoint.send(REQUEST, answers::add);
        endpoint.ping(answers::add);

        assertEquals(List.of(-1L, 7L, -2L), ids(link.take()));
    }

    @Nested
    class WhenNobodyAnswers {

        @Test
        void resendsWhenNobodyAnswersWithin1500Ms() {
            endpoint.send(REQUEST, answers::add);
            link.take();

            scheduler.runFor(1499);
            assertEquals(List.of(), link.take());
            scheduler.runFor(1);
            assertEquals(List.of(REQUEST_FRAME), link.take());
        }

        @Test
        void resendsWithoutEnd() {
            endpoint = endpoint(() -> 1000);

            endpoint.send(REQUEST, answers::add);
            scheduler.runFor(100 * RESPONSE_TIMEOUT_MS);

            assertEquals(100, link.take().size());
        }

        @Test
        void theArtificialDelayCountsInsideThe1500Ms() {
            endpoint = endpointWithDelays(1000, 400);

            endpoint.send(REQUEST, answers::add);

            scheduler.runFor(1000);
            assertEquals(List.of(REQUEST_FRAME), link.take());
            scheduler.runFor(500 + 399);
            assertEquals(List.of(), link.take());
            scheduler.runFor(1);
            assertEquals(List.of(REQUEST_FRAME), link.take());
        }

        @Test
        void eachRequestHasItsOwn1500Ms() {
            endpoint.send(REQUEST, answers::add);
            scheduler.runFor(200);
            endpoint.send(new AddMessage(message(8)), answers::add);
            link.take();

            scheduler.runFor(1300);
            assertEquals(List.of(7L), ids(link.take()));
            scheduler.runFor(200);
            assertEquals(List.of(8L), ids(link.take()));
            scheduler.runFor(1300);
            assertEquals(List.of(7L), ids(link.take()));
        }

        @Test
        void sendsNoMoreOnceAnswered() {
            endpoint.send(REQUEST, answers::add);
            link.take();

            endpoint.received(ANSWER_FRAME);
            scheduler.runFor(10 * RESPONSE_TIMEOUT_MS);

            assertEquals(List.of(), link.take());
            assertEquals(0, scheduler.size());
        }

        @Test
        void holdsEightCopiesAtMostInTheArtificialDelay() {
            long delayMs = 100 * RESPONSE_TIMEOUT_MS;
            endpoint = endpoint(() -> delayMs);

            endpoint.send(REQUEST, answers::add);
            scheduler.runFor(delayMs - 1);
            assertEquals(List.of(), link.take());

            scheduler.runFor(delayMs);
            assertEquals(8, link.take().size());
        }

        @Test
        void sendsNothingAgainWhileTheNetworkDoesNotKeepUp() {
            endpoint.send(REQUEST, answers::add);
            link.take();

            link.setWritable(false);
            scheduler.runFor(3 * RESPONSE_TIMEOUT_MS);
            assertEquals(List.of(), link.take());

            link.setWritable(true);
            scheduler.runFor(RESPONSE_TIMEOUT_MS);
            assertEquals(List.of(REQUEST_FRAME), link.take());
        }
    }

    @Nested
    class Answers {

        @Test
        void aLateAnswerStillCounts() {
            endpoint.send(REQUEST, answers::add);
            scheduler.runFor(5 * RESPONSE_TIMEOUT_MS + 700);

            endpoint.received(ANSWER_FRAME);

            assertEquals(List.of(ANSWER), answers);
        }

        @Test
        void aSecondAnswerIsIgnored() {
            endpoint.send(REQUEST, answers::add);
            endpoint.received(ANSWER_FRAME);

            endpoint.received(ANSWER_FRAME);

            assertEquals(List.of(ANSWER), answers);
            assertEquals(List.of(), peer.misdeeds);
        }

        @Test
        void aSecondAnswerToTheVeryFirstMessageIsIgnored() {
            endpoint.send(new AddMessage(message(0)), answers::add);
            endpoint.send(new AddMessage(message(1)), answers::add);
            endpoint.received(new Frame(0, new MessageAdded(1)));

            endpoint.received(new Frame(0, new MessageAdded(1)));

            assertEquals(List.of(new MessageAdded(1)), answers);
            assertEquals(List.of(), peer.misdeeds);
        }

        @Test
        void anAnswerToTheVeryFirstMessageBeforeItIsSentIsMisbehaviour() {
            endpoint.received(new Frame(0, new MessageAdded(1)));

            assertEquals(List.of("it answered request 0, which was never made"), peer.misdeeds);
        }

        @Test
        void anAnswerToAnAddMessageNeverSentIsMisbehaviour() {
            endpoint.send(REQUEST, answers::add);

            endpoint.received(new Frame(6, ANSWER));
            endpoint.received(new Frame(8, ANSWER));

            assertEquals(
                    List.of(
                            "it answered request 6, which was never made",
                            "it answered request 8, which was never made"),
                    peer.misdeeds);
            assertEquals(List.of(), answers);
        }

        @Test
        void anAnswerToAnotherRequestNeverMadeIsMisbehaviour() {
            endpoint.send(new GetMessages(0), answers::add);

            endpoint.received(new Frame(-2, new ReadyNoted()));

            assertEquals(List.of("it answered request -2, which was never made"), peer.misdeeds);
        }

        @Test
        void anAnswerOfTheWrongTypeIsMisbehaviour() {
            endpoint.send(REQUEST, answers::add);

            endpoint.received(new Frame(7, new ReadyNoted()));

            assertEquals(1, peer.misdeeds.size());
            assertEquals(List.of(), answers);
        }
    }

    @Nested
    class WhenTheOtherEndAsks {

        @Test
        void answersUndelayedUnderTheIdOfTheRequest() {
            endpoint = endpointWithDelays(1000);

            endpoint.received(new Frame(-12, new Ping()));
            peer.answer.accept(new Pong(3));

            assertEquals(List.of(new Frame(-12, new Pong(3))), link.take());
        }

        @Test
        void saysNothingMoreOnceTheConnectionIsGone() {
            endpoint.received(new Frame(-12, new Ping()));

            endpoint.close();
            peer.answer.accept(new Pong(3));
            endpoint.received(new Frame(-13, new Ping()));

            assertEquals(List.of(), link.take());
            assertEquals(1, peer.requests.size());
        }
    }

    @Nested
    class Pings {

        @Test
        void aPingIsNeitherDelayedNorSentAgain() {
            endpoint = endpointWithDelays(1000);

            endpoint.ping(answers::add);
            assertEquals(List.of(new Frame(-1, new Ping())), link.take());

            scheduler.runFor(10 * RESPONSE_TIMEOUT_MS);
            assertEquals(List.of(), link.take());
        }

        @Test
        void aPongIsHandedOver() {
            endpoint.ping(answers::add);

            endpoint.received(new Frame(-1, new Pong(5)));

            assertEquals(List.of(new Pong(5)), answers);
        }

        @Test
        void aPongThatComesTooLateHarmsNobody() {
            endpoint.ping(answers::add);
            scheduler.runFor(RESPONSE_TIMEOUT_MS);

            endpoint.received(new Frame(-1, new Pong(5)));

            assertEquals(List.of(), peer.misdeeds);
        }
    }

    @Nested
    class WhenThePeerIsDisconnected {

        @Test
        void givesUpAllRequestsAtOnce() {
            endpoint = endpointWithDelays(0, 1000);
            endpoint.send(REQUEST, answers::add);
            endpoint.send(new GetMessages(0), answers::add);
            endpoint.ping(answers::add);
            link.take();

            endpoint.close();
            scheduler.runFor(10 * RESPONSE_TIMEOUT_MS);

            assertEquals(List.of(), link.take());
            assertEquals(0, scheduler.size());
        }

        @Test
        void makesNoFurtherRequest() {
            endpoint.close();

            endpoint.send(REQUEST, answers::add);
            endpoint.ping(answers::add);

            assertEquals(List.of(), link.take());
            assertEquals(0, scheduler.size());
        }

        @Test
        void takesNoLateAnswer() {
            endpoint.send(REQUEST, answers::add);

            endpoint.close();
            endpoint.received(ANSWER_FRAME);

            assertEquals(List.of(), answers);
            assertEquals(List.of(), peer.misdeeds);
        }
    }

    @Nested
    class BackingOff {

        @Test
        void doublesThePausesUpTo30Seconds() {
            endpoint.send(REQUEST, answers::add);
            endpoint.backOff();
            link.take();

            List<Long> pausesMs = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                pausesMs.add(pauseUntilNextFrameMs());
            }

            // Each pause begins when the attempt before it counts as unanswered.
            assertEquals(List.of(4500L, 7500L, 13_500L, 25_500L, 31_500L, 31_500L), pausesMs);
        }

        @Test
        void whatTimesOutDuringAPauseWaitsForItsEnd() {
            endpoint.send(REQUEST, answers::add);
            endpoint.backOff();
            scheduler.runFor(1000);
            endpoint.send(new AddMessage(message(8)), answers::add);
            link.take();

            scheduler.runFor(3499);
            assertEquals(List.of(), link.take());
            scheduler.runFor(1);
            assertEquals(List.of(7L, 8L), ids(link.take()));

            // They share the pause, so the next one is only once as long.
            assertEquals(7500, pauseUntilNextFrameMs());
        }

        @Test
        void theFirstAttemptOfANewRequestIsNotHeldBack() {
            endpoint.backOff();

            endpoint.send(REQUEST, answers::add);

            assertEquals(List.of(REQUEST_FRAME), link.take());
        }

        @Test
        void anAnswerDuringAPauseCounts() {
            endpoint.send(REQUEST, answers::add);
            endpoint.backOff();
            scheduler.runFor(2000);
            link.take();

            endpoint.received(ANSWER_FRAME);
            scheduler.runFor(60_000);

            assertEquals(List.of(ANSWER), answers);
            assertEquals(List.of(), link.take());
        }

        @Test
        void resumesAtOnceAndIsImmediateAgain() {
            endpoint.send(REQUEST, answers::add);
            endpoint.backOff();
            scheduler.runFor(2000);
            link.take();

            endpoint.resume();
            assertEquals(List.of(REQUEST_FRAME), link.take());

            scheduler.runFor(RESPONSE_TIMEOUT_MS);
            assertEquals(List.of(REQUEST_FRAME), link.take());
        }

        @Test
        void aPauseThatWasCutShortDoesNotCutShortTheNext() {
            endpoint.send(REQUEST, answers::add);
            endpoint.backOff();
            scheduler.runFor(RESPONSE_TIMEOUT_MS);

            endpoint.resume();
            endpoint.backOff();
            link.take();

            assertEquals(4500, pauseUntilNextFrameMs());
        }

        @Test
        void beginsWithTheShortestPauseWhenItHappensAgain() {
            endpoint.send(REQUEST, answers::add);
            endpoint.backOff();
            scheduler.runFor(60_000);
            endpoint.resume();
            link.take();

            endpoint.backOff();

            assertEquals(4500, pauseUntilNextFrameMs());
        }

        @Test
        void aPauseEndsWithTheConnection() {
            endpoint.send(REQUEST, answers::add);
            endpoint.backOff();
            scheduler.runFor(2000);
            link.take();

            endpoint.close();

            assertEquals(0, scheduler.size());
        }

        private long pauseUntilNextFrameMs() {
            long startMs = scheduler.nowMs();
            List<Frame> frames = new ArrayList<>();
            assertTrue(scheduler.runUntil(() -> frames.addAll(link.take()), 100_000), "nothing was sent again");
            return scheduler.nowMs() - startMs;
        }
    }

    private Endpoint endpointWithDelays(long... delaysMs) {
        return endpoint(new ScriptedSendDelay(delaysMs));
    }

    private Endpoint endpoint(SendDelay sendDelay) {
        return new Endpoint(
                new EndpointSettings("peer", RESPONSE_TIMEOUT_MS, true),
                link,
                scheduler,
                sendDelay,
                (low, high) -> high,
                peer);
    }

    private static List<Long> ids(List<Frame> frames) {
        return frames.stream().map(Frame::requestId).toList();
    }

    /** Notes what comes in. */
    private static final class Peer implements Endpoint.Owner {

        private final List<Request> requests = new ArrayList<>();
        private final List<String> misdeeds = new ArrayList<>();
        private Consumer<Response> answer = response -> {};

        @Override
        public void requested(Request request, Consumer<Response> newAnswer) {
            requests.add(request);
            answer = newAnswer;
        }

        @Override
        public void misbehaved(String reason) {
            misdeeds.add(reason);
        }
    }
}
