package replog.master.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import replog.proto.message.NodeId;

class WriteConcernLatchTest {

    private static final Holder MASTER = holder(0, "master");
    private static final Holder BONNIE = holder(1, "bonnie");

    @Test
    void opensWithTheLastOfTheNodesItNeeds() {
        WriteConcernLatch latch = new WriteConcernLatch(2);

        latch.confirm(MASTER);
        assertFalse(latch.isOpen());

        latch.confirm(BONNIE);
        assertTrue(latch.isOpen());
    }

    @Test
    void isOpenFromTheBeginningWhereNobodyIsNeeded() {
        assertTrue(new WriteConcernLatch(0).isOpen());
    }

    @Test
    void countsANodeOnceHoweverOftenItConfirms() {
        WriteConcernLatch latch = new WriteConcernLatch(2);

        latch.confirm(BONNIE);
        latch.confirm(holder(1, "bonnie"));

        assertFalse(latch.isOpen());
        assertEquals(List.of("bonnie"), latch.names());
    }

    @Test
    void tellsTwoNodesOfOneNameApart() {
        WriteConcernLatch latch = new WriteConcernLatch(2);

        latch.confirm(BONNIE);
        latch.confirm(holder(2, "bonnie"));

        assertTrue(latch.isOpen());
    }

    @Test
    void aRetractedNodeCountsNoLongerAndMayConfirmAgain() {
        WriteConcernLatch latch = new WriteConcernLatch(3);
        latch.confirm(MASTER);
        latch.confirm(BONNIE);

        latch.retract(BONNIE);
        assertEquals(List.of("master"), latch.names());

        latch.confirm(BONNIE);
        assertEquals(List.of("master", "bonnie"), latch.names());
    }

    private static Holder holder(int id, String name) {
        return new Holder(new NodeId(new UUID(0, id)), name);
    }
}
