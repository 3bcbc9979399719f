package replog.master.core;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.Stream;
import replog.node.log.InMemoryLog;
import replog.node.log.SlowLog;
import replog.proto.core.SendDelay;
import replog.proto.message.Bytes;
import replog.proto.message.LogId;
import replog.proto.sim.VirtualScheduler;

/** A real master in virtual time, whose clients and secondaries the test plays. */
final class PlayedMaster {

    static final LogId LOG_ID = new LogId(new UUID(1, 1));

    final VirtualScheduler scheduler = new VirtualScheduler();
    final InMemoryLog log = new InMemoryLog();
    final SlowLog disk = new SlowLog(log);
    final MasterNode node;

    PlayedMaster(MasterSettings settings) {
        this(settings, SendDelay.NONE);
    }

    PlayedMaster(MasterSettings settings, SendDelay sendDelay) {
        this(settings, sendDelay, false);
    }

    private PlayedMaster(MasterSettings settings, SendDelay sendDelay, boolean onDisk) {
        log.adopt(LOG_ID);
        node = new MasterNode(settings, onDisk ? disk : log, scheduler, sendDelay, (low, high) -> high);
    }

    /** One whose list is held only when the test syncs {@link #disk}. */
    static PlayedMaster onDisk(MasterSettings settings) {
        return new PlayedMaster(settings, SendDelay.NONE, true);
    }

    /** A client that asks for this concern and waits as long as it takes. */
    Client post(String text, int writeConcern) {
        return post(List.of(Bytes.utf8(text)), writeConcern, OptionalLong.empty());
    }

    /** A client that asks for this concern and waits so long at most. */
    Client post(String text, int writeConcern, long timeoutMs) {
        return post(List.of(Bytes.utf8(text)), writeConcern, OptionalLong.of(timeoutMs));
    }

    /** A client with several messages at once that asks for this concern and waits as long as it takes. */
    Client postTogether(int writeConcern, String... texts) {
        return post(Stream.of(texts).map(Bytes::utf8).toList(), writeConcern, OptionalLong.empty());
    }

    /** Many clients that do not wait. */
    void post(int count, Bytes text) {
        for (int i = 0; i < count; i++) {
            post(List.of(text), 0, OptionalLong.empty());
        }
    }

    /** A secondary that is connected and has said nothing yet. */
    PlayedSecondary connected(int id, String name) {
        return new PlayedSecondary(this, id, name);
    }

    /** A secondary that has joined with an empty list. */
    PlayedSecondary joined(int id, String name) {
        return joined(id, name, 0);
    }

    /** A secondary that has joined with the beginning of the list. */
    PlayedSecondary joined(int id, String name, long firstGap) {
        PlayedSecondary secondary = connected(id, name);
        secondary.hello(firstGap);
        return secondary;
    }

    /** A client whose message is still to be sent to the secondaries, with what else is posted at this moment. */
    Client postAtThisMoment(String text, int writeConcern) {
        Client client = new Client();
        client.request = node.addMessages(
                new NewMessages(List.of(Bytes.utf8(text)), writeConcern, OptionalLong.empty()), client.outcomes::add);
        return client;
    }

    private Client post(List<Bytes> texts, int writeConcern, OptionalLong timeoutMs) {
        Client client = new Client();
        client.request = node.addMessages(new NewMessages(texts, writeConcern, timeoutMs), client.outcomes::add);
        scheduler.runDue();
        return client;
    }

    /** What one client was told. */
    final class Client {

        final List<AddOutcome> outcomes = new ArrayList<>();
        private AddMessageRequest request = new AddMessageRequest(new IdRange(0, 1), 0, 0, outcome -> {});

        void hangUp() {
            node.abandon(request);
        }
    }
}
