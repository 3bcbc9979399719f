package replog.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class CaseTest {

    @Test
    void theBareServerHasAsManyClientsExceptBesideRequestsOfManyMessages() {
        assertEquals(16, withMessages(1).bareConnections());
        assertEquals(64, withMessages(64).bareConnections());
    }

    private static Case withMessages(int messages) {
        return new Case("any", false, 3, 16, 1, 0, messages, 100);
    }
}
