package replog.secondary.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static replog.proto.sim.Samples.message;
import static replog.secondary.core.SecondaryHealth.Replication.CONNECTED;
import static replog.secondary.core.SecondaryHealth.Replication.DISCONNECTED;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import replog.proto.message.Body.AddMessage;
import replog.proto.message.Body.GetMessages;
import replog.proto.message.Body.Hello;
import replog.proto.message.Body.HelloRefused;
import replog.proto.message.Body.Messages;
import replog.proto.message.Body.Ping;
import replog.proto.message.Body.SecondaryNodeReady;
import replog.proto.message.Frame;
import replog.proto.message.Protocol;
import replog.proto.message.RunningChecksum;
import replog.proto.sim.Samples;

/** How a secondary comes to its master, again and again. */
class SecondaryNodeTest {

    private final PlayedMaster master = new PlayedMaster();
    private final SecondaryNode node = master.node;

    @Test
    void saysHelloFirst() {
        node.start();
        master.connects();

        Hello hello = new Hello(
                Protocol.VERSION, PlayedMaster.NODE_ID, "bonnie", 8081, null, 0, RunningChecksum.EMPTY, 1 << 20, false);
        assertEquals(List.of(new Frame(-1, hello)), master.link().take());
    }

    @Test
    void tellsHowLongAgoItHasHeardItsMaster() {
        master.scheduler.runFor(500);
        assertEquals(OptionalLong.empty(), node.health().lastHeardMs());
        master.accepts(0);

        master.scheduler.runFor(700);

        assertEquals(OptionalLong.of(700), node.health().lastHeardMs());
    }

    @Test
    void saysWhatItHoldsWhenItComesBack() {
        master.accepts(0);
        master.sends(message(0));
        master.sends(message(1));
        master.disconnects();

        master.scheduler.runFor(3000);
        master.connects();

        Hello hello = master.got(Hello.class).get(0);
        assertEquals(PlayedMaster.LOG_ID, hello.logId());
        assertEquals(2, hello.firstGap());
        assertEquals(master.log.checksum(2), hello.checksum());
        assertTrue(hello.caughtUp());
        assertTrue(hello.caughtUp());
    }

    @Nested
    class Reconnecting {

        @Test
        void afterAFailedAttemptItPausesForThreeSeconds() {
            node.start();
            master.connectsNot();

            master.scheduler.runFor(2999);
            assertEquals(1, master.attempts());
            master.scheduler.runFor(1);
            assertEquals(2, master.attempts());
        }

        @Test
        void afterABrokenConnectionItPausesForThreeSeconds() {
            master.accepts(0);
            master.disconnects();

            master.scheduler.runFor(2999);
            assertEquals(1, master.attempts());
            master.scheduler.runFor(1);
            assertEquals(2, master.attempts());
        }

        @Test
        void triesWithoutEnd() {
            node.start();
            for (int i = 0; i < 100; i++) {
                master.connectsNot();
                master.scheduler.runFor(3000);
            }

            assertEquals(101, master.attempts());
        }

        @Test
        void makesOneAttemptForEachBrokenConnection() {
            master.accepts(0);
            master.asks(-1, new SecondaryNodeReady(0));
            master.disconnects();

            master.scheduler.runFor(60_000);

            assertEquals(2, master.attempts());
        }

        @Test
        void forgetsWhatWaitedBehindAGapSinceTheNextMasterMayNotHaveIt() {
            master.accepts(0);
            master.sends(message(1));
            assertEquals(1, node.health().waitingBehindGap());
            master.disconnects();

            master.scheduler.runFor(3000);
            master.connects();
            master.answersHello(PlayedMaster.accepted(0));
            master.sends(message(0));

            assertEquals(1, node.log().firstGap());
        }
    }

    @Nested
    class Refusal {

        @Test
        void isToldAndTriedAgain() {
            node.start();
            master.connects();

            master.answersHello(new HelloRefused("it holds messages of another log"));

            assertFalse(master.isConnected());
            assertEquals(
                    Optional.of("it holds messages of another log"),
                    node.health().refusedBecause());
            master.scheduler.runFor(3000);
            assertEquals(2, master.attempts());
        }

        @Test
        void isForgottenOnceAccepted() {
            node.start();
            master.connects();
            master.answersHello(new HelloRefused("not now"));

            master.scheduler.runFor(3000);
            master.connects();
            master.answersHello(PlayedMaster.accepted(0));

            assertEquals(Optional.empty(), node.health().refusedBecause());
        }

        @Test
        void leavesTheListAsItIs() {
            master.accepts(0);
            master.sends(message(0));
            master.disconnects();
            master.scheduler.runFor(3000);
            master.connects();

            master.answersHello(new HelloRefused("another log"));

            assertEquals(List.of(message(0)), master.log.read(0, 10, 100).messages());
            assertTrue(node.health().caughtUp());
        }
    }

    @Nested
    class Health {

        @Test
        void isDisconnectedAndNotCaughtUpAtFirst() {
            assertEquals(
                    new SecondaryHealth(
                            "bonnie",
                            PlayedMaster.NODE_ID,
                            Optional.empty(),
                            false,
                            DISCONNECTED,
                            0,
                            0,
                            OptionalInt.empty(),
                            OptionalLong.empty(),
                            Optional.empty(),
                            0,
                            Optional.empty()),
                    node.health());
        }

        @Test
        void isNotConnectedBeforeTheMasterAccepts() {
            node.start();
            master.connects();

            assertEquals(DISCONNECTED, node.health().replication());
        }

        @Test
        void tellsWhatItKnowsOfItsMaster() {
            master.accepts(0);
            master.sends(message(0));
            master.sends(message(2));
            master.scheduler.runFor(700);

            assertEquals(
                    new SecondaryHealth(
                            "bonnie",
                            PlayedMaster.NODE_ID,
                            Optional.of(PlayedMaster.LOG_ID),
                            true,
                            CONNECTED,
                            1,
                            1,
                            OptionalInt.of(8080),
                            OptionalLong.of(700),
                            Optional.empty(),
                            0,
                            Optional.empty()),
                    node.health());
        }

        @Test
        void isCaughtUpOnlyWithTheWholeListOfTheMaster() {
            master.accepts(2);
            assertFalse(node.health().caughtUp());

            master.answers(GetMessages.class, new Messages(Samples.records(0, 2)));

            assertTrue(node.health().caughtUp());
        }

        @Test
        void staysCaughtUpAndKnowsItsMasterWhileThatIsAway() {
            master.accepts(0);
            master.disconnects();

            assertEquals(DISCONNECTED, node.health().replication());
            assertTrue(node.health().caughtUp());
            assertEquals(OptionalInt.of(8080), node.health().masterHttpPort());
        }
    }

    @Nested
    class Stop {

        @Test
        void closesTheConnectionAndMakesNoOther() {
            master.accepts(0);

            node.stop();

            assertFalse(master.isConnected());
            assertEquals(0, master.scheduler.size());
        }

        @Test
        void endsAnAttemptThatIsUnderWay() {
            node.start();

            node.stop();
            master.connects();

            assertFalse(master.isConnected());
            assertEquals(List.of(), master.link().take());
            assertEquals(0, master.scheduler.size());
        }

        @Test
        void makesNoAttemptAfterAFailedOne() {
            node.start();

            node.stop();
            master.connectsNot();

            assertEquals(0, master.scheduler.size());
        }

        @Test
        void endsThePauseBeforeAnAttempt() {
            node.start();
            master.connectsNot();

            node.stop();
            master.scheduler.runFor(60_000);

            assertEquals(1, master.attempts());
        }

        @Test
        void takesNothingMore() {
            master.accepts(0);
            master.link().take();

            node.stop();
            master.asks(-1, new Ping());
            master.asks(0, new AddMessage(message(0)));

            assertEquals(0, node.log().firstGap());
            assertEquals(List.of(), master.link().take());
        }
    }
}
