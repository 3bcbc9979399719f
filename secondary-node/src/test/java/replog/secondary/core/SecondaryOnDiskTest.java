package replog.secondary.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static replog.proto.sim.Samples.message;

import java.util.List;
import org.junit.jupiter.api.Test;
import replog.proto.message.Body.GetMessages;
import replog.proto.message.Body.Hello;
import replog.proto.message.Body.MessageAdded;
import replog.proto.message.Body.Messages;
import replog.proto.message.Body.Ping;
import replog.proto.message.Body.Pong;
import replog.proto.message.Body.SecondaryNodeReady;
import replog.proto.sim.Samples;

/** What changes for a secondary whose list is on a disk that takes its time, or fails. */
class SecondaryOnDiskTest {

    private static final String FAILURE = "cannot sync: no more";

    private final PlayedMaster master = PlayedMaster.ofSecondaryOnDisk();

    @Test
    void answersWhenTheMessageIsSynced() {
        master.accepts(0);

        master.sends(message(0));
        assertEquals(List.of(), master.got(MessageAdded.class));
        assertEquals(0, master.node.health().firstGap());

        master.disk.sync();
        assertEquals(List.of(new MessageAdded(1)), master.got(MessageAdded.class));
    }

    @Test
    void answersADuplicateThatComesBeforeTheSyncOnce() {
        master.accepts(0);
        master.sends(message(0));
        master.sends(message(0));
        master.sends(message(0));

        master.disk.sync();

        assertEquals(List.of(new MessageAdded(1)), master.got(MessageAdded.class));
    }

    @Test
    void answersADuplicateThatComesAfterTheSyncAtOnce() {
        master.accepts(0);
        master.sends(message(0));
        master.disk.sync();
        master.got(MessageAdded.class);

        master.sends(message(0));

        assertEquals(List.of(new MessageAdded(1)), master.got(MessageAdded.class));
    }

    @Test
    void whatFillsTheGapIsAnsweredWhenAllThatWaitedIsSynced() {
        master.accepts(0);
        master.sends(message(1));
        master.sends(message(2));
        assertEquals(List.of(new MessageAdded(0), new MessageAdded(0)), master.got(MessageAdded.class));

        master.sends(message(0));
        assertEquals(List.of(), master.got(MessageAdded.class));
        master.disk.sync();

        assertEquals(List.of(new MessageAdded(3)), master.got(MessageAdded.class));
    }

    @Test
    void aPongTellsOnlyWhatIsSynced() {
        master.accepts(0);
        master.sends(message(0));

        master.asks(-1, new Ping());

        assertEquals(List.of(new Pong(0)), master.got(Pong.class));
    }

    @Test
    void isReadyWhenAllThatItFetchedIsSynced() {
        master.accepts(2);

        master.answers(GetMessages.class, new Messages(Samples.records(0, 2)));
        assertEquals(List.of(), master.got(SecondaryNodeReady.class));
        assertFalse(master.node.health().caughtUp());

        master.disk.sync();
        assertEquals(List.of(new SecondaryNodeReady(2)), master.got(SecondaryNodeReady.class));
        assertTrue(master.node.health().caughtUp());
    }

    @Test
    void fetchesOnWhileTheDiskIsBusyButNotWithoutRoom() {
        master.accepts(3);
        assertEquals(new GetMessages(0), master.answers(GetMessages.class, new Messages(Samples.records(0, 1))));

        master.disk.full(true);
        assertEquals(new GetMessages(1), master.answers(GetMessages.class, new Messages(Samples.records(1, 2))));
        assertEquals(List.of(), master.got(GetMessages.class));

        master.disk.full(false);
        master.disk.sync();
        assertEquals(List.of(new GetMessages(1)), master.got(GetMessages.class));
    }

    @Test
    void doesNotAnswerWhatItHasNoRoomFor() {
        master.accepts(0);
        master.disk.full(true);

        master.sends(message(0));
        master.disk.full(false);
        master.disk.sync();
        assertEquals(List.of(), master.got(MessageAdded.class));

        master.sends(message(0));
        master.disk.sync();
        assertEquals(List.of(new MessageAdded(1)), master.got(MessageAdded.class));
    }

    @Test
    void messagesTogetherAreAnsweredWhenTheLastOfThemIsSynced() {
        master.accepts(0);
        master.sends(message(0));
        master.sends(message(0), message(1));
        assertEquals(List.of(), master.got(MessageAdded.class));

        master.disk.sync();

        assertEquals(List.of(new MessageAdded(2)), master.got(MessageAdded.class));
    }

    @Test
    void saysHelloOnlyWhenAllThatItTookInIsSynced() {
        master.accepts(0);
        master.sends(message(0));
        master.disconnects();
        master.scheduler.runFor(3000);

        master.connects();
        assertEquals(List.of(), master.got(Hello.class));
        master.disk.sync();

        List<Hello> said = master.got(Hello.class);
        assertEquals(1, said.size());
        assertEquals(1, said.get(0).firstGap());
        assertEquals(master.log.checksum(1), said.get(0).checksum());
    }

    @Test
    void aSyncOwesNothingToAConnectionThatIsGone() {
        master.accepts(0);
        master.sends(message(0));
        master.disconnects();

        master.disk.sync();

        assertEquals(List.of(), master.got(MessageAdded.class));
    }

    @Test
    void leavesItsMasterForGoodWhenTheDiskFails() {
        master.accepts(0);
        master.sends(message(0));

        master.disk.fails(FAILURE);
        assertFalse(master.isConnected());
        master.scheduler.runFor(60_000);

        assertEquals(1, master.attempts());
        assertEquals(1, master.failures);
        assertEquals(List.of(), master.got(MessageAdded.class));
        assertEquals(FAILURE, master.node.health().diskFailure().orElseThrow());
    }
}
