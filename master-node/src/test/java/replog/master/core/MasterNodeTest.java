package replog.master.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static replog.proto.sim.Samples.message;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import replog.master.core.AddOutcome.Met;
import replog.master.core.AddOutcome.NoQuorum;
import replog.master.core.AddOutcome.Stopped;
import replog.master.core.AddOutcome.Stopping;
import replog.master.core.AddOutcome.TimedOut;
import replog.master.core.AddOutcome.TooManyWaiting;
import replog.node.log.InMemoryLog;
import replog.proto.core.SendDelay;
import replog.proto.message.Body.AddMessage;
import replog.proto.message.Body.SecondaryNodeReady;
import replog.proto.message.Frame;
import replog.proto.sim.VirtualScheduler;

/** What clients are told, and when. */
class MasterNodeTest {

    private PlayedMaster master = new PlayedMaster(TestSettings.MASTER);

    @Test
    void needsAListThatBelongsToALog() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new MasterNode(
                        TestSettings.MASTER,
                        new InMemoryLog(),
                        new VirtualScheduler(),
                        SendDelay.NONE,
                        (low, high) -> low));
    }

    @Test
    void givesMessagesDenseIdsInTheOrderOfTheirCalls() {
        master.post("Msg0", 0);
        master.post("Msg1", 1);
        master.post("Msg2", 5);

        assertEquals(
                List.of(message(0), message(1), message(2)),
                master.log.read(0, 10, 1000).messages());
    }

    @Nested
    class WriteConcern {

        @Test
        void zeroIsAnsweredAtOnce() {
            var client = master.post("Msg0", 0);

            assertEquals(List.of(new Met(new Receipt(new IdRange(0, 1), 0, List.of("master"), 0))), client.outcomes);
        }

        @Test
        void oneIsAnsweredAtOnceByTheMasterAlone() {
            var client = master.post("Msg0", 1);

            assertEquals(List.of(new Met(new Receipt(new IdRange(0, 1), 1, List.of("master"), 0))), client.outcomes);
        }

        @Test
        void twoWaitsForTheFirstSecondary() {
            PlayedSecondary bonnie = master.joined(1, "bonnie");
            PlayedSecondary clyde = master.joined(2, "clyde_");
            var client = master.post("Msg0", 2);
            assertEquals(List.of(), client.outcomes);

            master.scheduler.runFor(300);
            clyde.answers(0, 1);
            bonnie.answers(0, 1);

            assertEquals(
                    List.of(new Met(new Receipt(new IdRange(0, 1), 2, List.of("master", "clyde_"), 300))),
                    client.outcomes);
        }

        @Test
        void severalMessagesWaitForWhoeverHoldsTheLast() {
            PlayedSecondary bonnie = master.joined(1, "bonnie");
            var client = master.postTogether(2, "Msg0", "Msg1", "Msg2");

            bonnie.asks(new SecondaryNodeReady(1));
            bonnie.asks(new SecondaryNodeReady(2));
            assertEquals(List.of(), client.outcomes);
            bonnie.answers(0, 3);

            assertEquals(
                    List.of(new Met(new Receipt(new IdRange(0, 3), 2, List.of("master", "bonnie"), 0))),
                    client.outcomes);
        }

        @Test
        void theTimeThatItTookIsThatSinceThePost() {
            PlayedSecondary bonnie = master.joined(1, "bonnie");
            master.scheduler.runFor(5000);
            var client = master.post("Msg0", 2);

            master.scheduler.runFor(300);
            bonnie.answers(0, 1);

            assertEquals(
                    List.of(new Met(new Receipt(new IdRange(0, 1), 2, List.of("master", "bonnie"), 300))),
                    client.outcomes);
        }

        @Test
        void receiptsAreLoggedWithTheNamesThatClientsKnow() {
            assertEquals(
                    "Receipt[id=4, writeConcern=1, acknowledgedBy=[master], elapsedMs=7]",
                    new Receipt(new IdRange(4, 1), 1, List.of("master"), 7).toString());
            assertEquals(
                    "Receipt[firstId=4, count=2, writeConcern=1, acknowledgedBy=[master], elapsedMs=7]",
                    new Receipt(new IdRange(4, 2), 1, List.of("master"), 7).toString());
        }

        @Test
        void threeWaitsForBothSecondaries() {
            PlayedSecondary bonnie = master.joined(1, "bonnie");
            PlayedSecondary clyde = master.joined(2, "clyde_");
            var client = master.post("Msg0", 3);

            bonnie.answers(0, 1);
            assertEquals(List.of(), client.outcomes);

            clyde.answers(0, 1);
            assertMet(List.of("master", "bonnie", "clyde_"), client);
        }

        @Test
        void beyondTheClusterWaitsUntilEnoughHaveJoinedAndCaughtUp() {
            PlayedSecondary bonnie = master.joined(1, "bonnie");
            var client = master.post("Msg0", 3);
            bonnie.answers(0, 1);

            PlayedSecondary clyde = master.joined(2, "clyde_");
            assertEquals(List.of(), client.outcomes);

            clyde.asks(new SecondaryNodeReady(1));
            assertMet(List.of("master", "bonnie", "clyde_"), client);
        }

        @Test
        void aClientThatWaitsBlocksNobodyElse() {
            var waiting = master.post("Msg0", 3);

            var other = master.post("Msg1", 1);

            assertMet(List.of("master"), other);
            assertEquals(List.of(), waiting.outcomes);
        }

        @Test
        void aMessageThatWaitsBehindAGapIsNotHeld() {
            PlayedSecondary bonnie = master.joined(1, "bonnie");
            var first = master.post("Msg0", 2);
            var second = master.post("Msg1", 2);

            bonnie.answers(1, 0);
            assertEquals(List.of(), second.outcomes);

            bonnie.answers(0, 2);
            assertMet(List.of("master", "bonnie"), first);
            assertMet(List.of("master", "bonnie"), second);
        }

        @Test
        void aNodeThatAnswersTwiceCountsOnce() {
            PlayedSecondary bonnie = master.joined(1, "bonnie");
            var client = master.post("Msg0", 3);

            bonnie.answers(0, 1);
            bonnie.answers(0, 1);
            bonnie.asks(new SecondaryNodeReady(1));

            assertEquals(List.of(), client.outcomes);
        }

        @Test
        void aLateAnswerCounts() {
            PlayedSecondary bonnie = master.joined(1, "bonnie");
            var client = master.post("Msg0", 2);
            master.scheduler.runFor(2000);

            bonnie.answers(0, 1);

            assertMet(List.of("master", "bonnie"), client);
        }

        @Test
        void oldNewsChangesNothing() {
            PlayedSecondary bonnie = master.joined(1, "bonnie");
            master.post("Msg0", 1);
            master.post("Msg1", 1);
            bonnie.answers(1, 2);

            bonnie.answers(0, 1);

            assertEquals(List.of("master", "bonnie"), master.node.acknowledgedBy(1));
        }
    }

    @Nested
    class TimeOuts {

        @Test
        void aTimeOutGivesTheReceiptSoFar() {
            PlayedSecondary bonnie = master.joined(1, "bonnie");
            var client = master.post("Msg0", 3, 5000);
            bonnie.answers(0, 1);

            master.scheduler.runFor(4999);
            assertEquals(List.of(), client.outcomes);
            master.scheduler.runFor(1);

            assertEquals(
                    List.of(new TimedOut(new Receipt(new IdRange(0, 1), 3, List.of("master", "bonnie"), 5000))),
                    client.outcomes);
            assertEquals(0, master.node.health().waiting());
        }

        @Test
        void aMessageGoesOnReplicatingAfterTheTimeOut() {
            PlayedSecondary bonnie = master.joined(1, "bonnie");
            var client = master.post("Msg0", 2, 100);
            bonnie.link().take();

            master.scheduler.runFor(1500);
            assertEquals(List.of(0L), bonnie.gotMessages());

            bonnie.answers(0, 1);
            assertEquals(1, client.outcomes.size());
            assertEquals(List.of("master", "bonnie"), master.node.acknowledgedBy(0));
        }

        @Test
        void aClientThatWasAnsweredInTimeHearsNoMore() {
            PlayedSecondary bonnie = master.joined(1, "bonnie");
            var client = master.post("Msg0", 2, 5000);
            bonnie.answers(0, 1);

            master.scheduler.runFor(10_000);

            assertMet(List.of("master", "bonnie"), client);
        }
    }

    @Nested
    class ClientsThatHangUp {

        @Test
        void areNotAnswered() {
            PlayedSecondary bonnie = master.joined(1, "bonnie");
            var client = master.post("Msg0", 2, 5000);

            client.hangUp();
            bonnie.answers(0, 1);
            master.scheduler.runFor(10_000);

            assertEquals(List.of(), client.outcomes);
        }

        @Test
        void doNotStopTheReplicationOfTheirMessages() {
            PlayedSecondary bonnie = master.joined(1, "bonnie");
            var client = master.post("Msg0", 2);
            bonnie.link().take();

            client.hangUp();
            master.scheduler.runFor(1500);

            assertEquals(List.of(0L), bonnie.gotMessages());
        }

        @Test
        void makeRoomForOthers() {
            master = new PlayedMaster(TestSettings.withMaxWaiting(1));
            var first = master.post("Msg0", 2);
            assertEquals(List.of(new TooManyWaiting(1)), master.post("refused", 2).outcomes);

            first.hangUp();

            assertEquals(List.of(), master.post("Msg1", 2).outcomes);
        }

        @Test
        void mayDoSoAfterARefusalToo() {
            master = new PlayedMaster(TestSettings.withMaxWaiting(0));
            var refused = master.post("refused", 2);

            refused.hangUp();

            assertEquals(List.of(new TooManyWaiting(0)), refused.outcomes);
        }

        @Test
        void mayDoSoAfterTheirAnswerToo() {
            var answered = master.post("Msg0", 1);
            var waiting = master.post("Msg1", 2);

            answered.hangUp();

            assertEquals(1, master.node.health().waiting());
            assertEquals(List.of(), waiting.outcomes);
        }
    }

    @Nested
    class Limits {

        @Test
        void beyondMaxWaitingNothingIsStoredThatWouldWait() {
            master = new PlayedMaster(TestSettings.withMaxWaiting(2));
            master.post("Msg0", 2);
            master.post("Msg1", 3);

            var refused = master.post("refused", 2);

            assertEquals(List.of(new TooManyWaiting(2)), refused.outcomes);
            assertEquals(2, master.log.firstGap());
            assertMet(List.of("master"), master.post("Msg2", 1));
        }

        @Test
        void tenThousandWaitAtOnce() {
            PlayedSecondary bonnie = master.joined(1, "bonnie");
            var clients = IntStream.range(0, 10_000)
                    .mapToObj(id -> master.post("Msg", 2))
                    .toList();
            assertEquals(10_000, master.node.health().waiting());

            bonnie.answers(9999, 10_000);

            clients.forEach(client -> assertMet(List.of("master", "bonnie"), client));
            assertEquals(0, master.node.health().waiting());
        }
    }

    @Nested
    class Quorum {

        @Test
        void belowItNothingIsStored() {
            master = new PlayedMaster(TestSettings.withQuorum(2));

            var refused = master.post("refused", 1);

            assertEquals(List.of(new NoQuorum(1, 2)), refused.outcomes);
            assertEquals(0, master.log.firstGap());
            assertTrue(master.node.health().isReadOnly());
        }

        @Test
        void countsTheMasterAndHealthySecondaries() {
            master = new PlayedMaster(TestSettings.withQuorum(2));

            master.joined(1, "bonnie");

            assertFalse(master.node.health().isReadOnly());
            assertMet(List.of("master"), master.post("Msg0", 1));
        }

        @Test
        void doesNotCountASuspectedSecondaryUntilItAnswers() {
            master = new PlayedMaster(TestSettings.withQuorum(2));
            PlayedSecondary bonnie = master.joined(1, "bonnie");
            master.scheduler.runFor(3000);
            assertEquals(List.of(new NoQuorum(1, 2)), master.post("refused", 0).outcomes);

            bonnie.answersPings(0);

            assertMet(List.of("master"), master.post("Msg0", 0));
        }

        @Test
        void doesNotCountADisconnectedSecondary() {
            master = new PlayedMaster(TestSettings.withQuorum(2));

            master.joined(1, "bonnie").disconnect();

            assertEquals(List.of(new NoQuorum(1, 2)), master.post("refused", 1).outcomes);
        }
    }

    @Nested
    class Stop {

        @Test
        void tellsEveryWaitingClientWithTheReceiptSoFar() {
            PlayedSecondary bonnie = master.joined(1, "bonnie");
            var client = master.post("Msg0", 3, 5000);
            bonnie.answers(0, 1);

            master.node.stop(() -> {});
            master.scheduler.runFor(10_000);

            assertEquals(
                    List.of(new Stopping(new Receipt(new IdRange(0, 1), 3, List.of("master", "bonnie"), 0))),
                    client.outcomes);
        }

        @Test
        void storesNothingAfterwards() {
            master.node.stop(() -> {});

            assertEquals(List.of(new Stopped()), master.post("refused", 0).outcomes);
            assertEquals(0, master.log.firstGap());
        }

        @Test
        void sendsWhatNobodyWaitedForBeforeItCloses() {
            PlayedSecondary bonnie = master.joined(1, "bonnie");

            master.postAtThisMoment("Msg0", 1);
            master.node.stop(() -> {});

            assertEquals(List.of(new AddMessage(List.of(message(0)))), bonnie.got(AddMessage.class));
            assertFalse(bonnie.isConnected());
        }

        @Test
        void closesAllConnections() {
            PlayedSecondary bonnie = master.joined(1, "bonnie");
            PlayedSecondary stranger = master.connected(2, "stranger");

            master.node.stop(() -> {});

            assertFalse(bonnie.isConnected());
            assertFalse(stranger.isConnected());
            assertEquals(0, master.scheduler.size());
        }

        @Test
        void closesAConnectionThatComesTooLate() {
            master.node.stop(() -> {});

            PlayedSecondary late = master.connected(1, "bonnie");

            assertFalse(late.isConnected());
            assertEquals(0, master.scheduler.size());
        }
    }

    @Test
    void everyConnectedSecondaryIsSentEveryMessage() {
        PlayedSecondary bonnie = master.joined(1, "bonnie");
        PlayedSecondary clyde = master.joined(2, "clyde_");
        bonnie.link().take();
        clyde.link().take();

        master.post("Msg0", 0);

        Frame frame = new Frame(0, new AddMessage(message(0)));
        assertEquals(List.of(frame), bonnie.link().take());
        assertEquals(List.of(frame), clyde.link().take());
    }

    private static void assertMet(List<String> names, PlayedMaster.Client client) {
        assertEquals(1, client.outcomes.size());
        assertEquals(names, ((Met) client.outcomes.get(0)).receipt().acknowledgedBy());
    }
}
