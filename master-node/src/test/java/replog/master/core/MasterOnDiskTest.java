package replog.master.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static replog.proto.sim.Samples.message;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import replog.master.core.AddOutcome.DiskBusy;
import replog.master.core.AddOutcome.DiskFailed;
import replog.master.core.AddOutcome.Met;
import replog.master.core.AddOutcome.NotSynced;
import replog.master.core.AddOutcome.Stopped;
import replog.master.core.AddOutcome.TimedOut;
import replog.master.core.AddOutcome.TooManyWaiting;
import replog.proto.message.Body.GetMessages;
import replog.proto.message.Body.HelloAccepted;
import replog.proto.message.Body.HelloRefused;
import replog.proto.message.Body.Messages;

/** What changes for a master whose list is on a disk that takes its time, or fails. */
class MasterOnDiskTest {

    private static final String FAILURE = "cannot sync: no more";

    private final PlayedMaster master = PlayedMaster.onDisk(TestSettings.MASTER);

    @Test
    void neitherCountsNorSendsAMessageBeforeItIsSynced() {
        PlayedSecondary bonnie = master.joined(1, "bonnie");
        var client = master.post("Msg1", 1);

        assertEquals(List.of(), client.outcomes);
        assertEquals(List.of(), master.node.acknowledgedBy(0));
        assertEquals(List.of(), bonnie.gotMessages());

        master.disk.sync();
        assertEquals(List.of(new Met(receipt(0, 1, "master"))), client.outcomes);
        assertEquals(List.of("master"), master.node.acknowledgedBy(0));
        assertEquals(List.of(0L), bonnie.gotMessages());
    }

    @Test
    void answersAllThatOneSyncHolds() {
        var first = master.post("Msg1", 1);
        var second = master.post("Msg2", 1);

        master.disk.sync();

        assertEquals(List.of(new Met(receipt(0, 1, "master"))), first.outcomes);
        assertEquals(List.of(new Met(receipt(1, 1, "master"))), second.outcomes);
    }

    @Test
    void answersConcernZeroAtOnceAndNamesNobody() {
        assertEquals(List.of(new Met(receipt(0, 0))), master.post("Msg1", 0).outcomes);
    }

    @Test
    void aTimeOutBeforeTheSyncNamesNobody() {
        var client = master.post("Msg1", 1, 100);

        master.scheduler.runFor(100);
        master.disk.sync();

        assertEquals(List.of(new TimedOut(new Receipt(new IdRange(0, 1), 1, List.of(), 100))), client.outcomes);
        assertEquals(1, master.node.log().firstGap());
    }

    @Test
    void aClientThatWaitsForTheDiskWaits() {
        PlayedMaster small = PlayedMaster.onDisk(TestSettings.withMaxWaiting(1));
        small.post("Msg1", 1);

        assertEquals(List.of(new TooManyWaiting(1)), small.post("Msg2", 1).outcomes);
        assertEquals(1, small.node.health().waiting());
    }

    @Test
    void takesNothingWhileAsMuchWaitsForTheDiskAsMay() {
        master.disk.full(true);
        assertEquals(List.of(new DiskBusy()), master.post("Msg1", 0).outcomes);

        master.disk.full(false);
        assertEquals(List.of(new Met(receipt(0, 0))), master.post("Msg1", 0).outcomes);
    }

    @Test
    void afterAFailureOnlyWhatWasSyncedGoesOn() {
        PlayedSecondary bonnie = master.joined(1, "bonnie");
        var synced = master.post("Msg1", 2);
        master.disk.sync();
        var lost = master.post("Msg2", 2);

        master.disk.fails(FAILURE);

        assertEquals(List.of(new NotSynced(receipt(1, 2), FAILURE)), lost.outcomes);
        assertEquals(List.of(new DiskFailed(FAILURE)), master.post("Msg3", 0).outcomes);
        assertEquals(FAILURE, master.node.health().diskFailure().orElseThrow());
        assertEquals(List.of(0L), bonnie.gotMessages());
        bonnie.answers(0, 1);
        assertEquals(List.of(new Met(receipt(0, 2, "master", "bonnie"))), synced.outcomes);
    }

    @Test
    void stopsOnlyWhenTheDiskHasWhatWasTaken() {
        var client = master.post("Msg1", 1);
        List<String> ended = new ArrayList<>();

        master.node.stop(() -> ended.add("ended"));
        assertEquals(List.of(new Stopped()), master.post("Msg2", 1).outcomes);
        assertEquals(List.of(), ended);

        master.disk.sync();
        assertEquals(List.of(new Met(receipt(0, 1, "master"))), client.outcomes);
        assertEquals(List.of("ended"), ended);
    }

    @Test
    void stopsAllTheSameWhereTheDiskFails() {
        master.post("Msg1", 1);
        List<String> ended = new ArrayList<>();

        master.node.stop(() -> ended.add("ended"));
        master.disk.fails(FAILURE);

        assertEquals(List.of("ended"), ended);
    }

    @Test
    void acceptsANodeWhenItHasReadItsOwnListUpToThere() {
        heldMessages(3);
        master.disk.readsSlowly();
        PlayedSecondary bonnie = master.connected(1, "bonnie");

        bonnie.hello(2);
        bonnie.hello(2);
        assertEquals(1, master.disk.readsUnderWay());
        master.disk.endReads();

        assertEquals(3, bonnie.got(HelloAccepted.class).get(0).messageCount());
        assertEquals(List.of("master", "bonnie"), master.node.acknowledgedBy(1));
    }

    @Test
    void refusesANodeWhereItCannotReadItsOwnList() {
        heldMessages(3);
        PlayedSecondary bonnie = master.connected(1, "bonnie");

        master.disk.fails(FAILURE);
        bonnie.hello(2);

        assertEquals(
                "this master cannot read its list: " + FAILURE,
                bonnie.got(HelloRefused.class).get(0).reason());
        assertFalse(bonnie.isConnected());
    }

    @Test
    void readsOnePageAtATimeForEachNode() {
        heldMessages(3);
        PlayedSecondary bonnie = master.joined(1, "bonnie");
        master.disk.readsSlowly();

        bonnie.asks(new GetMessages(0));
        bonnie.asks(new GetMessages(1));
        bonnie.asks(new GetMessages(2));
        assertEquals(1, master.disk.readsUnderWay());
        master.disk.endReads();
        master.disk.endReads();

        List<Messages> pages = bonnie.got(Messages.class);
        assertEquals(
                List.of(message(0), message(1), message(2)),
                pages.get(0).records().messages());
        assertEquals(List.of(message(2)), pages.get(1).records().messages());
        assertEquals(2, pages.size());
    }

    @Test
    void givesUpANodeWhosePageCannotBeRead() {
        heldMessages(3);
        PlayedSecondary bonnie = master.joined(1, "bonnie");
        master.disk.fails(FAILURE);

        bonnie.asks(new GetMessages(0));

        assertFalse(bonnie.isConnected());
    }

    @Test
    void sendsWhatHadToBeReadAndThenWhatCameMeanwhile() {
        PlayedSecondary bonnie = master.joined(1, "bonnie");
        master.disk.readsSlowly();
        heldMessages(2);
        heldMessages(1);
        assertEquals(1, master.disk.readsUnderWay());

        master.disk.endReads();
        master.disk.endReads();

        assertEquals(List.of(0L, 1L, 2L), bonnie.gotMessages());
        assertTrue(bonnie.isConnected());
    }

    private void heldMessages(int count) {
        for (int i = 0; i < count; i++) {
            master.post(message(master.log.end()).text().utf8(), 0);
        }
        master.disk.sync();
    }

    private static Receipt receipt(long id, int writeConcern, String... names) {
        return new Receipt(new IdRange(id, 1), writeConcern, List.of(names), 0);
    }
}
