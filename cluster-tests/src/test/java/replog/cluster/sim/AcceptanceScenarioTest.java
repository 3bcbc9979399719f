package replog.cluster.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The scenario that every reader of the README plays, with the default delay of 1000 to 2000 ms, in virtual time. */
class AcceptanceScenarioTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void aMessageWaitsForItsThirdNodeAndBlocksNobody(long seed) {
        SimCluster cluster = new SimCluster(seed, 1000, 2000, 1);
        cluster.start("bonnie");

        SimClient first = cluster.post("Msg1", 1);
        assertEquals(List.of("master"), first.acknowledgedBy());

        SimClient second = cluster.post("Msg2", 2);
        assertTrue(cluster.runUntil(second::isAnswered, 20_000));
        assertEquals(List.of("master", "bonnie"), second.acknowledgedBy());

        SimClient third = cluster.post("Msg3", 3);
        cluster.runFor(60_000);
        assertFalse(third.isAnswered());

        SimClient fourth = cluster.post("Msg4", 1);
        assertEquals(List.of("master"), fourth.acknowledgedBy());

        cluster.start("clyde_");
        assertTrue(cluster.runUntil(third::isAnswered, 20_000));
        assertEquals(List.of("master", "bonnie", "clyde_"), third.acknowledgedBy());

        assertTrue(cluster.runUntil(cluster::hasConverged, 20_000));
        assertEquals(List.of("Msg1", "Msg2", "Msg3", "Msg4"), cluster.listOf("clyde_"));
        assertEquals(List.of("Msg1", "Msg2", "Msg3", "Msg4"), cluster.listOf("bonnie"));
    }
}
