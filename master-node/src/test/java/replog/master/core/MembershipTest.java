package replog.master.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import replog.master.core.AddOutcome.Met;
import replog.proto.message.Body.SecondaryNodeReady;
import replog.proto.message.NodeId;

/** Who counts, while nodes come, go and come again, and what receipts call them. */
class MembershipTest {

    private final PlayedMaster master = new PlayedMaster(TestSettings.MASTER);
    private final PlayedSecondary bonnie = master.joined(1, "bonnie");

    @BeforeEach
    void holdOneMessage() {
        master.post("Msg0", 0);
    }

    @Test
    void aDisconnectedNodeDoesNotCount() {
        bonnie.answers(0, 1);

        bonnie.disconnect();

        assertEquals(List.of("master"), master.node.acknowledgedBy(0));
    }

    @Test
    void aWaitingRequestForgetsADisconnectedNode() {
        var client = master.post("Msg1", 3);
        bonnie.answers(1, 2);

        bonnie.disconnect();
        PlayedSecondary clyde = master.joined(2, "clyde_", 1);
        clyde.asks(new SecondaryNodeReady(2));

        assertEquals(List.of(), client.outcomes);
    }

    @Test
    void aNodeThatConnectsAgainCountsAtOnceByItsHello() {
        var client = master.post("Msg1", 3);
        PlayedSecondary clyde = master.joined(2, "clyde_");
        bonnie.answers(1, 2);
        bonnie.disconnect();
        clyde.asks(new SecondaryNodeReady(2));
        assertEquals(List.of(), client.outcomes);

        bonnie.connectAgain();
        bonnie.hello(2);

        assertEquals(List.of("master", "clyde_", "bonnie"), namesOf(client));
    }

    @Test
    void aNodeInItsFirstCatchUpCountsOnlyOnceItIsReady() {
        var client = master.post("Msg1", 2);
        PlayedSecondary clyde = new PlayedSecondary(master, 2, "clyde_");
        clyde.helloBeforeItsFirstCatchUpIsComplete(1);
        master.post("Msg2", 0);

        clyde.answers(2, 2);
        assertEquals(List.of("master"), master.node.acknowledgedBy(1));
        assertEquals(List.of(), client.outcomes);

        clyde.asks(new SecondaryNodeReady(2));
        assertEquals(List.of("master", "clyde_"), master.node.acknowledgedBy(1));
        assertEquals(List.of("master", "clyde_"), namesOf(client));
    }

    @Test
    void aNodeThatComesBackWithLessCountsForThatOnly() {
        master.post("Msg1", 0);
        bonnie.answers(1, 2);
        bonnie.disconnect();

        bonnie.connectAgain();
        bonnie.hello(1);

        assertEquals(List.of("master", "bonnie"), master.node.acknowledgedBy(0));
        assertEquals(List.of("master"), master.node.acknowledgedBy(1));
    }

    @Test
    void theNewerConnectionOfANodeWins() {
        var older = bonnie.link();

        bonnie.connectAgain();
        bonnie.hello(0);

        assertEquals("the same node has connected again", older.closedBecause().orElseThrow());
        assertTrue(bonnie.isConnected());
        assertEquals(1, master.node.health().secondaries().size());
    }

    @Test
    void twoConnectionsOfANodeAreOneNode() {
        var client = master.post("Msg1", 3);
        bonnie.answers(1, 2);

        bonnie.connectAgain();
        bonnie.hello(2);

        assertEquals(List.of(), client.outcomes);
        assertEquals(List.of("master", "bonnie"), master.node.acknowledgedBy(1));
    }

    @Test
    void nothingIsKeptOfAConnectionThatHasEnded() {
        PlayedSecondary silent = master.connected(2, "clyde_");
        assertEquals(2, master.node.connections());

        bonnie.disconnect();
        silent.disconnect();

        assertEquals(0, master.node.connections());
    }

    @Test
    void nobodyHoldsAMessageThatIsNotThere() {
        bonnie.answers(0, 1);

        assertEquals(List.of(), master.node.acknowledgedBy(1));
    }

    @Test
    void twoNodesOfOneNameAreToldApart() {
        bonnie.answers(0, 1);

        PlayedSecondary namesake = master.joined(2, "bonnie");
        namesake.asks(new SecondaryNodeReady(1));

        assertEquals(List.of("master", "bonnie", "bonnie~00000000"), master.node.acknowledgedBy(0));
    }

    @Test
    void aNameIsFreeAgainOnceItsNodeIsGone() {
        PlayedSecondary namesake = master.joined(2, "bonnie");
        namesake.disconnect();
        bonnie.disconnect();

        namesake.connectAgain();
        namesake.hello(1);

        assertEquals(List.of("master", "bonnie"), master.node.acknowledgedBy(0));
    }

    @Test
    void aSecondaryNamedLikeTheMasterIsToldApart() {
        PlayedSecondary namesake = master.joined(2, "master", 1);

        assertTrue(namesake.isConnected());
        assertEquals(List.of("master", "master~00000000"), master.node.acknowledgedBy(0));
    }

    @Test
    void aNodeThatLostItsMemoryTakesThePlaceOfTheOneOfItsName() {
        bonnie.disconnect();

        master.joined(2, "bonnie", 1);

        assertEquals(List.of("master", "bonnie"), master.node.acknowledgedBy(0));
        assertEquals(
                List.of(new NodeId(new UUID(2, 2))),
                master.node.health().secondaries().stream()
                        .map(MasterHealth.Secondary::nodeId)
                        .toList());
    }

    @Test
    void aNodeThatComesBackUnderAnotherNameIsCalledByThat() {
        bonnie.disconnect();

        master.joined(1, "bonita", 1);

        assertEquals(List.of("master", "bonita"), master.node.acknowledgedBy(0));
    }

    @Test
    void aNodeThatComesBackUnderItsNameKeepsItsPlace() {
        master.joined(2, "clyde_", 1);
        bonnie.disconnect();
        bonnie.connectAgain();

        bonnie.hello(1);

        assertEquals(List.of("master", "bonnie", "clyde_"), master.node.acknowledgedBy(0));
    }

    @Test
    void helloIsASignOfLife() {
        master.scheduler.runFor(5000);

        master.joined(2, "clyde_");

        assertEquals(0, master.node.health().secondaries().get(1).lastHeardMs());
    }

    @Test
    void remembersAHundredDisconnectedNodesAtMost() {
        for (int id = 2; id < 500; id++) {
            master.joined(id, "node" + id).disconnect();
        }

        var known = master.node.health().secondaries();

        // The one that just came is not yet disconnected when the others are counted.
        assertEquals(Members.MAX_DISCONNECTED + 2, known.size());
        assertEquals("bonnie", known.get(0).name());
        assertEquals("node399", known.get(1).name());
        assertEquals("node499", known.get(known.size() - 1).name());
    }

    @Test
    void tellsWhatItKnowsOfEachSecondary() {
        bonnie.answers(0, 1);
        PlayedSecondary clyde = master.joined(2, "clyde_");
        master.scheduler.runFor(300);
        bonnie.answersPings(1);
        master.scheduler.runFor(400);
        clyde.disconnect();
        master.post("Msg1", 2);

        MasterHealth health = master.node.health();

        assertEquals(2, health.messageCount());
        assertEquals(1, health.waiting());
        assertEquals(2, health.present());
        assertFalse(health.isReadOnly());
        assertEquals(
                List.of(
                        new MasterHealth.Secondary(
                                "bonnie", new NodeId(new UUID(1, 1)), NodeState.HEALTHY, true, 1, 1, 400),
                        new MasterHealth.Secondary(
                                "clyde_", new NodeId(new UUID(2, 2)), NodeState.UNHEALTHY, false, 0, 2, 700)),
                health.secondaries());
    }

    private static List<String> namesOf(PlayedMaster.Client client) {
        assertEquals(1, client.outcomes.size());
        return ((Met) client.outcomes.get(0)).receipt().acknowledgedBy();
    }
}
