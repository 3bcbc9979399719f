package replog.secondary.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static replog.proto.sim.Samples.message;
import static replog.secondary.core.PlayedMaster.HEARTBEAT_MS;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import replog.proto.message.Body.GetMessages;
import replog.proto.message.Body.Hello;
import replog.proto.message.Body.HelloAccepted;
import replog.proto.message.Body.MessageAdded;
import replog.proto.message.Body.Messages;
import replog.proto.message.Body.Ping;
import replog.proto.message.Body.Pong;
import replog.proto.message.Body.ReadyNoted;
import replog.proto.message.Body.Response;
import replog.proto.message.Body.SecondaryNodeReady;
import replog.proto.message.Bytes;
import replog.proto.message.Frame;
import replog.proto.message.LogId;
import replog.proto.message.LogMessage;
import replog.proto.message.Records;
import replog.proto.sim.Samples;

/** What a secondary says to its master, and what it takes from it. */
class MasterSessionTest {

    private PlayedMaster master = new PlayedMaster();

    @Nested
    class CatchUp {

        @Test
        void isOverAtOnceWhereTheMasterHasNothing() {
            master.accepts(0);

            assertEquals(List.of(new SecondaryNodeReady(0)), master.got(SecondaryNodeReady.class));
        }

        @Test
        void fetchesPageAfterPageAndThenIsReady() {
            master.accepts(5);

            assertEquals(new GetMessages(0), master.answers(GetMessages.class, page(0, 2)));
            assertEquals(new GetMessages(2), master.answers(GetMessages.class, page(2, 4)));
            assertEquals(new GetMessages(4), master.answers(GetMessages.class, page(4, 5)));

            assertEquals(List.of(new SecondaryNodeReady(5)), master.got(SecondaryNodeReady.class));
            assertHeld(5);
        }

        @Test
        void asksForTheNextPageWhileItTakesOneInButOnlyWhereItHasRoom() {
            master = PlayedMaster.ofSecondaryOnDisk();
            master.accepts(6);
            master.disk.roomFor(2);
            master.answers(GetMessages.class, page(0, 2));

            assertEquals(new GetMessages(2), master.answers(GetMessages.class, page(2, 4)));

            assertHeld(2);
            assertEquals(List.of(), master.got(GetMessages.class));
            master.disk.roomFor(4);
            master.disk.sync();
            assertEquals(new GetMessages(2), master.answers(GetMessages.class, page(2, 4)));
            assertHeld(4);
        }

        @Test
        void letsTheQuestionForTheNextPageGoBeforeItTakesThisOneIn() {
            master.accepts(4);

            List<GetMessages> gone = new ArrayList<>();
            master.link().onFlush(() -> {
                gone.addAll(master.got(GetMessages.class));
                assertHeld(0);
            });

            master.answers(GetMessages.class, page(0, 2));

            assertEquals(List.of(new GetMessages(2)), gone);
            assertHeld(2);
        }

        @Test
        void goesOnFromWhatItHolds() {
            master.accepts(0);
            master.sends(message(0));
            master.disconnects();
            master.scheduler.runFor(3000);
            master.connects();

            master.answersHello(PlayedMaster.accepted(3));

            assertEquals(List.of(new GetMessages(1)), master.got(GetMessages.class));
        }

        @Test
        void messagesThatAreSentMeanwhileWaitBehindTheGap() {
            master.accepts(2);

            master.sends(message(2));
            assertEquals(0, master.log.firstGap());

            master.link().take();
            master.scheduler.runFor(1500);
            master.answers(GetMessages.class, page(0, 2));
            assertHeld(3);
        }

        @Test
        void aPageMayHoldWhatIsAlsoSent() {
            master.accepts(2);

            master.answers(GetMessages.class, page(0, 4));
            master.sends(message(2));

            assertEquals(List.of(new MessageAdded(4)), master.got(MessageAdded.class));
            assertHeld(4);
        }

        @Test
        void asksAgainWhenNoPageComes() {
            master.accepts(2);
            master.link().take();

            master.scheduler.runFor(1500);

            assertEquals(List.of(new GetMessages(0)), master.got(GetMessages.class));
        }

        @Test
        void announcesAgainUntilTheMasterHasNotedIt() {
            master.accepts(0);
            master.link().take();

            master.scheduler.runFor(1500);
            master.answers(SecondaryNodeReady.class, new ReadyNoted());

            master.scheduler.runFor(1500);
            assertEquals(List.of(), master.got(SecondaryNodeReady.class));
        }
    }

    @Nested
    class NewMessages {

        @Test
        void areAnsweredWithTheFirstGapBeyondThem() {
            master.accepts(0);
            master.link().take();

            master.sends(message(0));

            assertEquals(
                    List.of(new Frame(0, new MessageAdded(1))), master.link().take());
        }

        @Test
        void behindAGapAreAnsweredWithThatGap() {
            master.accepts(0);

            master.sends(message(1));
            assertEquals(List.of(new MessageAdded(0)), master.got(MessageAdded.class));

            master.sends(message(0));
            assertEquals(List.of(new MessageAdded(2)), master.got(MessageAdded.class));
        }

        @Test
        void togetherAreAnsweredOnce() {
            master.accepts(0);

            master.sends(message(0), message(1), message(2));
            assertEquals(List.of(new MessageAdded(3)), master.got(MessageAdded.class));

            master.sends(message(4), message(5));
            assertEquals(List.of(new MessageAdded(3)), master.got(MessageAdded.class));

            master.sends(message(2), message(3), message(4));
            assertEquals(List.of(new MessageAdded(6)), master.got(MessageAdded.class));
        }

        @Test
        void areAnsweredUndelayed() {
            master = new PlayedMaster(() -> 1200);
            master.node.start();
            master.connects();
            master.scheduler.runFor(1200);
            master.answersHello(PlayedMaster.accepted(0));

            master.sends(message(0));

            assertEquals(List.of(new MessageAdded(1)), master.got(MessageAdded.class));
        }

        @Test
        void duplicatesAreAcknowledgedAndNotStored() {
            master.accepts(0);
            master.sends(message(0));
            master.link().take();

            master.sends(message(0));

            assertEquals(List.of(new MessageAdded(1)), master.got(MessageAdded.class));
            assertHeld(1);
        }

        @Test
        void withoutRoomBehindTheGapAreNotAnsweredUntilThereIsSome() {
            LogMessage large = new LogMessage(1, Bytes.EMPTY, Bytes.of(new byte[32 << 20]));
            master.accepts(0);
            master.sends(large);
            master.link().take();

            master.sends(message(2));
            assertEquals(List.of(), master.link().take());

            master.sends(message(0));
            master.sends(message(2));
            assertEquals(List.of(new MessageAdded(2), new MessageAdded(3)), master.got(MessageAdded.class));
        }
    }

    @Test
    void aPingIsAnsweredWithTheFirstGap() {
        master.accepts(0);
        master.sends(message(0));
        master.link().take();

        master.asks(-7, new Ping());

        assertEquals(List.of(new Frame(-7, new Pong(1))), master.link().take());
    }

    @Nested
    class Silence {

        @Test
        void aMasterThatDoesNotAnswerHelloIsGivenUp() {
            master.node.start();
            master.connects();

            master.scheduler.runFor(9999);
            assertTrue(master.isConnected());
            master.scheduler.runFor(1);
            assertEquals(
                    "no answer to Hello within 10000 ms",
                    master.link().closedBecause().orElseThrow());
        }

        @Test
        void helloIsSaidAgainMeanwhile() {
            master.node.start();
            master.connects();

            master.scheduler.runFor(9000);

            assertEquals(7, master.got(Hello.class).size());
        }

        @Test
        void aMasterThatIsSilentForTenHeartbeatsIsGivenUp() {
            master.accepts(0);

            master.scheduler.runFor(10 * HEARTBEAT_MS);
            assertTrue(master.isConnected());
            master.scheduler.runFor(HEARTBEAT_MS);
            assertEquals(
                    "nothing heard from the master for 10 heartbeats",
                    master.link().closedBecause().orElseThrow());
        }

        @Test
        void countsFromTheLastSignOfLife() {
            master.accepts(0);
            master.scheduler.runFor(9 * HEARTBEAT_MS + 500);

            master.asks(-1, new Ping());

            master.scheduler.runFor(10 * HEARTBEAT_MS);
            assertTrue(master.isConnected());
            master.scheduler.runFor(HEARTBEAT_MS);
            assertFalse(master.isConnected());
        }

        @Test
        void connectsAnewAfterIt() {
            master.accepts(0);

            master.scheduler.runFor(11 * HEARTBEAT_MS + 3000);

            assertEquals(2, master.attempts());
        }
    }

    @Nested
    class Nonsense {

        @Test
        void aRequestBeforeTheAnswerToHello() {
            master.node.start();
            master.connects();

            master.sends(message(0));

            assertGivenUp();
            assertEquals(0, master.log.firstGap());
        }

        @Test
        void anAnswerToARequestThatWasNeverMade() {
            master.accepts(0);

            master.says(new Frame(-99, new ReadyNoted()));

            assertGivenUp();
        }

        @Test
        void anAnswerOfTheWrongType() {
            master.node.start();
            master.connects();

            master.answersHello(new ReadyNoted());

            assertGivenUp();
        }

        @Test
        void aRequestThatOnlySecondariesMake() {
            master.accepts(0);

            master.asks(-1, new GetMessages(0));

            assertGivenUp();
        }

        @Test
        void anEmptyPage() {
            assertPageIsRefused(new Messages(Records.NONE));
        }

        @Test
        void aPageOfAnotherList() {
            assertPageIsRefused(new Messages(Samples.records(1, messages(0, 2))));
        }

        @Test
        void aPageFromAnotherPlace() {
            assertPageIsRefused(page(1, 2));
        }

        @Test
        void theAcceptanceOfMessagesOfAnotherLog() {
            master.accepts(0);
            master.sends(message(0));
            master.disconnects();
            master.scheduler.runFor(3000);
            master.connects();

            master.answersHello(new HelloAccepted(new LogId(new UUID(9, 9)), 5, 8080, HEARTBEAT_MS));

            assertGivenUp();
            assertHeld(1);
        }

        @Test
        void isAnsweredWithTheNextAttempt() {
            master.accepts(0);
            master.asks(-1, new GetMessages(0));

            master.scheduler.runFor(3000);

            assertEquals(2, master.attempts());
        }

        private void assertPageIsRefused(Response page) {
            master.accepts(2);

            master.answers(GetMessages.class, page);

            assertGivenUp();
            assertEquals(0, master.log.firstGap());
        }

        private void assertGivenUp() {
            String reason = master.link().closedBecause().orElseThrow();
            assertTrue(reason.startsWith("the master broke the protocol: "), reason);
        }
    }

    @Test
    void anEmptyNodeMayFollowAnotherLogThanBefore() {
        LogId otherLog = new LogId(new UUID(9, 9));
        master.accepts(0);
        master.disconnects();
        master.scheduler.runFor(3000);
        master.connects();

        master.answersHello(new HelloAccepted(otherLog, 0, 8080, HEARTBEAT_MS));

        assertEquals(otherLog, master.log.id().orElseThrow());
    }

    private void assertHeld(int count) {
        assertEquals(
                messages(0, count),
                master.log.read(0, Integer.MAX_VALUE, Long.MAX_VALUE).messages());
    }

    private static Messages page(int from, int end) {
        return new Messages(Samples.records(from, end));
    }

    private static List<LogMessage> messages(int from, int end) {
        return LongStream.range(from, end).mapToObj(id -> message(id)).toList();
    }
}
