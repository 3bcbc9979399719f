package replog.master.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static replog.master.core.SecondarySession.MAX_BYTES_OF_ALL;
import static replog.master.core.SecondarySession.MAX_MESSAGES_OF_ALL;
import static replog.master.core.SecondarySession.MAX_UNANSWERED_BYTES;
import static replog.master.core.SecondarySession.MAX_UNANSWERED_MESSAGES;
import static replog.proto.sim.Samples.message;

import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import replog.proto.message.Body.AddMessage;
import replog.proto.message.Body.GetMessages;
import replog.proto.message.Body.HelloAccepted;
import replog.proto.message.Body.HelloRefused;
import replog.proto.message.Body.MessageAdded;
import replog.proto.message.Body.Messages;
import replog.proto.message.Body.Ping;
import replog.proto.message.Body.Pong;
import replog.proto.message.Body.ReadyNoted;
import replog.proto.message.Body.SecondaryNodeReady;
import replog.proto.message.Bytes;
import replog.proto.message.Frame;
import replog.proto.message.FrameLimits;
import replog.proto.message.LogId;
import replog.proto.sim.Samples;

/** What the master says to one secondary, and what it takes from it. */
class SecondarySessionTest {

    private static final Bytes SHORT = Bytes.utf8("short");

    private PlayedMaster master = new PlayedMaster(TestSettings.MASTER);

    @Nested
    class Hello {

        @Test
        void isAnsweredWithLogAndNumberOfMessages() {
            master.post(3, SHORT);

            PlayedSecondary bonnie = master.joined(1, "bonnie");

            assertEquals(
                    List.of(new HelloAccepted(PlayedMaster.LOG_ID, 3, 8080, 1000)), bonnie.got(HelloAccepted.class));
        }

        @Test
        void isAnsweredAgainAsBeforeWhenItComesAgain() {
            PlayedSecondary bonnie = master.joined(1, "bonnie");
            master.post(1, SHORT);

            bonnie.hello(0);

            var accepted = new HelloAccepted(PlayedMaster.LOG_ID, 0, 8080, 1000);
            assertEquals(List.of(accepted, accepted), bonnie.got(HelloAccepted.class));
        }

        @Test
        void isRefusedWithTheReasonBeforeTheConnectionCloses() {
            master.post(3, SHORT);
            PlayedSecondary stranger = master.connected(1, "stranger");

            stranger.hello(new LogId(new UUID(9, 9)), 3, 0);

            String reason = stranger.got(HelloRefused.class).get(0).reason();
            assertTrue(reason.contains("another log"), reason);
            assertFalse(stranger.isConnected());
            assertEquals(List.of(), master.node.health().secondaries());
        }

        @Test
        void comesFirstOrTheConnectionCloses() {
            PlayedSecondary stranger = master.connected(1, "stranger");

            stranger.asks(new GetMessages(0));

            assertFalse(stranger.isConnected());
            assertEquals(List.of(), stranger.link().take());
        }

        @Test
        void comesWithinTenSecondsOrTheConnectionCloses() {
            PlayedSecondary stranger = master.connected(1, "stranger");

            master.scheduler.runFor(9999);
            assertTrue(stranger.isConnected());
            master.scheduler.runFor(1);
            assertEquals(
                    "no Hello within 10000 ms", stranger.link().closedBecause().orElseThrow());
        }
    }

    @Nested
    class CatchUp {

        @Test
        void messagesFromBeforeHelloAreFetchedAndLaterOnesAreSent() {
            master.post(2, SHORT);
            PlayedSecondary bonnie = master.joined(1, "bonnie");

            master.post(2, SHORT);

            assertEquals(List.of(2L, 3L), bonnie.gotMessages());
        }

        @Test
        void givesPagesFromAnyPlaceOn() {
            for (int id = 0; id < 5; id++) {
                master.post("Msg" + id, 0);
            }
            PlayedSecondary bonnie = master.joined(1, "bonnie");

            bonnie.asks(new GetMessages(2));

            assertEquals(List.of(new Messages(Samples.records(2, 5))), bonnie.got(Messages.class));
        }

        @Test
        void aPageHasALimitedNumberOfBytes() {
            master = new PlayedMaster(TestSettings.withMaxMessageBytes(1000));
            master.post(1000, Bytes.of(new byte[1000]));
            PlayedSecondary bonnie = master.joined(1, "bonnie");

            bonnie.asks(new GetMessages(600));

            assertIsFull(FrameLimits.pageBytes(1000), bonnie.got(Messages.class).get(0));
        }

        @Test
        void aPageIsShorterWhereThereAreManyConnections() {
            master.post(1000, Bytes.of(new byte[1000]));
            PlayedSecondary bonnie = master.joined(1, "bonnie");
            connectOthers(999);

            bonnie.asks(new GetMessages(600));

            assertIsFull(
                    (int) (MAX_BYTES_OF_ALL / 1000), bonnie.got(Messages.class).get(0));
        }

        private void assertIsFull(int bytes, Messages page) {
            int left = bytes - page.records().bytes().length();
            assertTrue(left >= 0 && left < 1000, "room left: " + left);
        }

        @Test
        void aPageWaitsUntilTheNetworkKeepsUp() {
            master.post(1, SHORT);
            PlayedSecondary bonnie = master.joined(1, "bonnie");
            bonnie.keepsUp(false);

            bonnie.asks(new GetMessages(0));
            assertEquals(List.of(), bonnie.got(Messages.class));

            bonnie.keepsUp(true);
            assertEquals(1, bonnie.got(Messages.class).size());
        }

        @Test
        void onlyTheLastPageAskedForIsKeptWaiting() {
            master.post(2, SHORT);
            PlayedSecondary bonnie = master.joined(1, "bonnie");
            bonnie.keepsUp(false);

            bonnie.asks(new GetMessages(0));
            bonnie.asks(new GetMessages(0));
            bonnie.asks(new GetMessages(1));
            bonnie.keepsUp(true);
            bonnie.keepsUp(true);

            List<Messages> pages = bonnie.got(Messages.class);
            assertEquals(1, pages.size());
            assertEquals(1, pages.get(0).records().firstId());
        }

        @Test
        void readinessIsNotedAndCounts() {
            master.post(2, SHORT);
            PlayedSecondary bonnie = master.joined(1, "bonnie");

            bonnie.asks(new SecondaryNodeReady(2));

            assertEquals(List.of(new ReadyNoted()), bonnie.got(ReadyNoted.class));
            assertEquals(List.of("master", "bonnie"), master.node.acknowledgedBy(1));
        }
    }

    @Nested
    class ASlowSecondary {

        @Test
        void isSentAWindowOfMessagesAndNoMore() {
            PlayedSecondary bonnie = master.joined(1, "bonnie");

            master.post(MAX_UNANSWERED_MESSAGES + 100, SHORT);

            assertEquals(ids(0, MAX_UNANSWERED_MESSAGES), bonnie.gotMessages());
        }

        @Test
        void isSentLessWhereThereAreManyConnections() {
            PlayedSecondary bonnie = master.joined(1, "bonnie");
            connectOthers(99);

            master.post(MAX_UNANSWERED_MESSAGES, SHORT);

            assertEquals(MAX_MESSAGES_OF_ALL / 100, bonnie.gotMessages().size());
        }

        @Test
        void isSentFewerBytesWhereThereAreManyConnections() {
            PlayedSecondary bonnie = master.joined(1, "bonnie");
            connectOthers(99);
            int messageBytes = 100_000;

            master.post(20, Bytes.of(new byte[messageBytes]));

            int fitting = (int) (MAX_BYTES_OF_ALL / 100 / messageBytes);
            assertEquals(ids(0, fitting + 1), bonnie.gotMessages());
        }

        @Test
        void isSentNoMoreBytesThanThatAtOnceEither() {
            PlayedSecondary bonnie = master.joined(1, "bonnie");
            connectOthers(99);
            bonnie.keepsUp(false);
            int messageBytes = 10_000;
            master.post(200, Bytes.of(new byte[messageBytes]));

            bonnie.keepsUp(true);

            int fitting = (int) (MAX_BYTES_OF_ALL / 100 / messageBytes);
            assertEquals(ids(0, fitting + 1), bonnie.gotMessages());
        }

        @Test
        void isSentWhatWasKeptBackWhenTheOthersAreGone() {
            PlayedSecondary bonnie = master.joined(1, "bonnie");
            List<PlayedSecondary> others = connectOthers(99);
            master.post(MAX_UNANSWERED_MESSAGES, SHORT);
            others.forEach(PlayedSecondary::disconnect);

            bonnie.answers(0, 1);

            assertEquals(MAX_UNANSWERED_MESSAGES, bonnie.gotMessages().size());
        }

        @Test
        void isSentOneMoreForEachThatItAnswers() {
            PlayedSecondary bonnie = master.joined(1, "bonnie");
            master.post(MAX_UNANSWERED_MESSAGES + 100, SHORT);
            bonnie.link().take();

            bonnie.answers(1, 0);
            bonnie.answers(0, 2);

            assertEquals(ids(MAX_UNANSWERED_MESSAGES, MAX_UNANSWERED_MESSAGES + 2), bonnie.gotMessages());
        }

        @Test
        void aSecondAnswerMakesNoRoom() {
            PlayedSecondary bonnie = master.joined(1, "bonnie");
            master.post(MAX_UNANSWERED_MESSAGES + 100, SHORT);
            bonnie.answers(0, 1);
            bonnie.link().take();

            bonnie.answers(0, 1);

            assertEquals(List.of(), bonnie.gotMessages());
        }

        @Test
        void isSentAWindowOfBytesAndNoMore() {
            PlayedSecondary bonnie = master.joined(1, "bonnie");
            int messageBytes = 1 << 20;
            int count = (int) (MAX_UNANSWERED_BYTES / messageBytes);

            master.post(count + 5, Bytes.of(new byte[messageBytes]));
            assertEquals(ids(0, count), bonnie.gotMessages());

            bonnie.answers(0, 1);
            assertEquals(List.of((long) count), bonnie.gotMessages());
        }

        @Test
        void isSentNothingWhileTheNetworkDoesNotKeepUp() {
            PlayedSecondary bonnie = master.joined(1, "bonnie");
            bonnie.keepsUp(false);

            master.post(3, SHORT);
            assertEquals(List.of(), bonnie.gotMessages());

            bonnie.keepsUp(true);
            assertEquals(ids(0, 3), bonnie.gotMessages());
        }

        @Test
        void holdsUpNobodyElse() {
            PlayedSecondary slow = master.joined(1, "bonnie");
            PlayedSecondary quick = master.joined(2, "clyde_");
            slow.keepsUp(false);

            var client = master.post("Msg0", 2);
            quick.answers(0, 1);

            assertEquals(1, client.outcomes.size());
        }
    }

    @Nested
    class Nonsense {

        private final PlayedSecondary bonnie = master.joined(1, "bonnie");
        private final PlayedSecondary clyde = master.joined(2, "clyde_");

        @Test
        void aPageFromBeyondTheEnd() {
            master.post(1, SHORT);

            bonnie.asks(new GetMessages(1));
            assertTrue(bonnie.isConnected());

            bonnie.asks(new GetMessages(2));
            assertOnlyBonnieIsGone();
        }

        @Test
        void readinessBeyondTheEnd() {
            bonnie.asks(new SecondaryNodeReady(1));

            assertOnlyBonnieIsGone();
            assertEquals(List.of(), bonnie.got(ReadyNoted.class));
        }

        @Test
        void anAcknowledgementBeyondTheEnd() {
            var client = master.post("Msg0", 2);

            bonnie.answers(0, 2);

            assertOnlyBonnieIsGone();
            assertEquals(List.of(), client.outcomes);
        }

        @Test
        void aPongBeyondTheEnd() {
            bonnie.answersPings(1);

            assertOnlyBonnieIsGone();
        }

        @Test
        void anAnswerToARequestThatWasNeverMade() {
            master.post(1, SHORT);

            bonnie.answers(1, 1);

            assertOnlyBonnieIsGone();
        }

        @Test
        void anAnswerOfTheWrongType() {
            master.post(1, SHORT);

            bonnie.says(new Frame(0, new ReadyNoted()));

            assertOnlyBonnieIsGone();
        }

        @Test
        void aRequestThatOnlyMastersMake() {
            bonnie.asks(new AddMessage(message(0)));

            assertOnlyBonnieIsGone();
        }

        @Test
        void whatComesAfterwardsIsIgnored() {
            bonnie.asks(new Ping());
            master.post(1, SHORT);
            bonnie.link().take();

            bonnie.says(new Frame(0, new MessageAdded(1)));
            bonnie.asks(new GetMessages(0));

            assertEquals(List.of("master"), master.node.acknowledgedBy(0));
            assertEquals(List.of(), bonnie.link().take());
        }

        private void assertOnlyBonnieIsGone() {
            String reason = bonnie.link().closedBecause().orElseThrow();
            assertTrue(reason.startsWith("broke the protocol: "), reason);
            assertTrue(clyde.isConnected());
        }
    }

    @Nested
    class FailureDetection {

        private final PlayedSecondary bonnie = master.joined(1, "bonnie");

        @Test
        void whoeverAnswersItsPingsStaysHealthy() {
            for (int second = 0; second < 60; second++) {
                bonnie.answersPings(0);
                master.scheduler.runFor(1000);
            }

            assertEquals(NodeState.HEALTHY, state());
        }

        @Test
        void whoeverLeavesThreeUnansweredIsSuspectedAndAfterTenIsDisconnected() {
            master.scheduler.runFor(3000);
            assertEquals(NodeState.SUSPECTED, state());
            assertTrue(bonnie.isConnected());

            master.scheduler.runFor(7000);
            assertEquals(NodeState.UNHEALTHY, state());
            assertEquals(
                    "10 Pings in a row unanswered",
                    bonnie.link().closedBecause().orElseThrow());
        }

        @Test
        void anySignOfLifeWillDo() {
            master.scheduler.runFor(9000);

            bonnie.asks(new SecondaryNodeReady(0));

            assertEquals(NodeState.HEALTHY, state());
        }

        @Test
        void whoeverSaysHelloAgainAndAgainHearsNothingAndIsDisconnected() {
            for (int second = 0; second < 10; second++) {
                bonnie.hello(0);
                master.scheduler.runFor(1000);
            }

            assertEquals(
                    "10 Pings in a row unanswered",
                    bonnie.link().closedBecause().orElseThrow());
        }

        @Test
        void aSignOfLifeThatComesAfterTheEndChangesNothing() {
            master.scheduler.runFor(10_000);

            bonnie.asks(new SecondaryNodeReady(0));

            assertEquals(NodeState.UNHEALTHY, state());
        }

        @Test
        void aPongTellsWhatTheNodeHolds() {
            var client = master.post("Msg0", 2);

            bonnie.says(new Frame(-1, new Pong(1)));

            assertEquals(1, client.outcomes.size());
        }

        @Test
        void theArtificialDelayMakesNobodySuspected() {
            master = new PlayedMaster(TestSettings.MASTER, () -> 20_000);
            PlayedSecondary clyde = master.joined(2, "clyde_");
            clyde.link().take();

            master.scheduler.runFor(1000);

            assertEquals(List.of(new Ping()), clyde.got(Ping.class));
        }

        @Test
        void resendsToASuspectedNodeBackOffAndAreImmediateAgainWhenItAnswers() {
            master.scheduler.runFor(3000);
            master.post(1, SHORT);
            assertEquals(List.of(0L), bonnie.gotMessages());

            master.scheduler.runFor(1500 + 2999);
            assertEquals(List.of(), bonnie.gotMessages());

            bonnie.asks(new SecondaryNodeReady(0));
            assertEquals(List.of(0L), bonnie.gotMessages());

            master.scheduler.runFor(1500);
            assertEquals(List.of(0L), bonnie.gotMessages());
        }

        @Test
        void whatTheAnswerThatEndsASuspicionSettlesIsNotSentAgain() {
            master.scheduler.runFor(3000);
            master.post(2, SHORT);
            assertEquals(List.of(0L, 1L), bonnie.gotMessages());
            master.scheduler.runFor(1500);

            bonnie.answers(0, 1);

            assertEquals(List.of(1L), bonnie.gotMessages());
        }

        private NodeState state() {
            return master.node.health().secondaries().get(0).state();
        }
    }

    private List<PlayedSecondary> connectOthers(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> master.connected(100 + i, "other-" + i))
                .toList();
    }

    private static List<Long> ids(long from, long end) {
        return LongStream.range(from, end).boxed().toList();
    }
}
