package replog.master.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static replog.proto.sim.Samples.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import replog.node.log.InMemoryLog;
import replog.proto.message.Body.Hello;
import replog.proto.message.LogId;
import replog.proto.message.NodeId;
import replog.proto.message.Protocol;
import replog.proto.message.RunningChecksum;

class AdmissionTest {

    private static final LogId THIS_LOG = new LogId(new UUID(1, 1));
    private static final LogId OTHER_LOG = new LogId(new UUID(1, 2));
    private static final NodeId NODE = new NodeId(new UUID(0, 1));
    private static final int MAX_MESSAGE_BYTES = TestSettings.MASTER.maxMessageBytes();

    private final InMemoryLog log = new InMemoryLog();
    private final Admission admission = new Admission(log, TestSettings.MASTER);

    @BeforeEach
    void holdThreeMessages() {
        log.adopt(THIS_LOG);
        for (int id = 0; id < 3; id++) {
            log.append(message(id));
        }
    }

    @Test
    void welcomesWhoeverHoldsNothing() {
        assertWelcome(hello(null, 0, RunningChecksum.EMPTY));
    }

    @Test
    void welcomesAnEmptyNodeThatOnceFollowedAnotherLog() {
        assertWelcome(hello(OTHER_LOG, 0, RunningChecksum.EMPTY));
    }

    @Test
    void welcomesEveryBeginningOfItsList() {
        assertWelcome(hello(THIS_LOG, 1, log.checksum(1)));
        assertWelcome(hello(THIS_LOG, 2, log.checksum(2)));
        assertWelcome(hello(THIS_LOG, 3, log.checksum(3)));
    }

    @Test
    void refusesMessagesOfAnotherLog() {
        assertRefused(
                "it holds 2 messages of another log (" + OTHER_LOG + "), this master's is " + THIS_LOG,
                hello(OTHER_LOG, 2, log.checksum(2)));
    }

    @Test
    void refusesMessagesOfNoLog() {
        assertRefused(
                "it holds 2 messages of another log (of no id), this master's is " + THIS_LOG,
                hello(null, 2, log.checksum(2)));
    }

    @Test
    void refusesALongerList() {
        assertRefused("it holds 4 messages of this log, this master only 3", hello(THIS_LOG, 4, log.checksum(3)));
    }

    @Test
    void refusesAListThatDiffers() {
        int differing = log.checksum(2) + 1;

        String reason = refusalOf(hello(THIS_LOG, 2, differing)).orElseThrow();

        assertTrue(reason.endsWith("the lists differ"), reason);
    }

    @Test
    void refusesAnotherProtocolVersion() {
        assertRefused(
                "it speaks protocol version 2, this master version 1",
                new Hello(Protocol.VERSION + 1, NODE, "bonnie", 8081, null, 0, 0, MAX_MESSAGE_BYTES, true));
    }

    @Test
    void refusesItsOwnNodeId() {
        assertRefused(
                "it has the node id of this master",
                new Hello(
                        Protocol.VERSION,
                        TestSettings.MASTER.nodeId(),
                        "bonnie",
                        8081,
                        null,
                        0,
                        0,
                        MAX_MESSAGE_BYTES,
                        true));
    }

    @Test
    void refusesANodeThatCouldNotTakeItsLargestMessage() {
        String reason = refusalOf(
                        new Hello(Protocol.VERSION, NODE, "bonnie", 8081, null, 0, 0, MAX_MESSAGE_BYTES - 1, true))
                .orElseThrow();

        assertTrue(reason.contains("--max-message-bytes"), reason);
        assertWelcome(new Hello(Protocol.VERSION, NODE, "bonnie", 8081, null, 0, 0, MAX_MESSAGE_BYTES + 1, true));
    }

    private void assertWelcome(Hello hello) {
        assertEquals(Optional.empty(), refusalOf(hello));
    }

    private void assertRefused(String reason, Hello hello) {
        assertEquals(Optional.of(reason), refusalOf(hello));
    }

    private Optional<String> refusalOf(Hello hello) {
        List<Optional<String>> decisions = new ArrayList<>();
        admission.decide(hello, decisions::add);
        assertEquals(1, decisions.size());
        return decisions.get(0);
    }

    private static Hello hello(@Nullable LogId logId, long firstGap, int checksum) {
        return new Hello(Protocol.VERSION, NODE, "bonnie", 8081, logId, firstGap, checksum, MAX_MESSAGE_BYTES, true);
    }
}
