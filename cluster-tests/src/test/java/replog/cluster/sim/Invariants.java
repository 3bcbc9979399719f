package replog.cluster.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import replog.master.core.AddOutcome;
import replog.master.core.MasterHealth;
import replog.master.core.MasterNode;
import replog.master.core.Receipt;
import replog.proto.core.Scheduler;
import replog.secondary.core.SecondaryNode;

/** What must hold after every single event, whatever happens; and the trace of what did happen. */
final class Invariants {

    private final Scheduler scheduler;
    private final MasterNode master;
    private final Map<String, SecondaryNode> secondaries;
    private final Map<String, Long> seenFirstGaps = new HashMap<>();
    private final List<String> trace = new ArrayList<>();

    Invariants(Scheduler scheduler, MasterNode master, Map<String, SecondaryNode> secondaries) {
        this.scheduler = scheduler;
        this.master = master;
        this.secondaries = secondaries;
    }

    List<String> trace() {
        return trace;
    }

    /** To be called after every event. */
    void check() {
        secondaries.forEach(this::showsABeginningOfTheMastersList);
        master.health().secondaries().forEach(this::isNotBelievedToHoldMoreThanItDoes);
    }

    /** To be called at the moment of an answer, with the answer that the client had before. */
    void answered(AddOutcome answer, Optional<AddOutcome> before) {
        trace.add(scheduler.nowMs() + " " + answer);
        assertEquals(Optional.empty(), before, "a client is answered once");
        if (answer instanceof AddOutcome.Met met) {
            tellsTheTruth(met.receipt());
            int named = met.receipt().acknowledgedBy().size();
            assertTrue(named >= met.receipt().writeConcern(), () -> "too few nodes in " + met);
        } else if (answer instanceof AddOutcome.TimedOut timedOut) {
            tellsTheTruth(timedOut.receipt());
        }
    }

    private void tellsTheTruth(Receipt receipt) {
        List<String> names = receipt.acknowledgedBy();
        assertEquals(names.size(), new HashSet<>(names).size(), () -> "a node twice in " + receipt);
        assertEquals("master", names.get(0), receipt::toString);
        assertTrue(
                master.acknowledgedBy(receipt.id()).containsAll(names),
                () -> "somebody out of the master's sight in " + receipt);
        for (String name : names.subList(1, names.size())) {
            assertTrue(firstGapOf(name) > receipt.id(), () -> name + " does not hold the message of " + receipt);
            assertTrue(isShown(name), () -> name + " does not show the message of " + receipt);
        }
    }

    private void showsABeginningOfTheMastersList(String name, SecondaryNode secondary) {
        long seen = seenFirstGaps.getOrDefault(name, 0L);
        long firstGap = secondary.log().firstGap();
        assertTrue(firstGap >= seen, () -> "the list of " + name + " has become shorter");
        if (firstGap > seen) {
            int gained = (int) (firstGap - seen);
            assertEquals(
                    master.log().read(seen, gained, Long.MAX_VALUE),
                    secondary.log().read(seen, gained, Long.MAX_VALUE),
                    () -> "what " + name + " shows is not what the master has");
            seenFirstGaps.put(name, firstGap);
            trace.add(scheduler.nowMs() + " " + name + " holds " + firstGap);
        }
    }

    private void isNotBelievedToHoldMoreThanItDoes(MasterHealth.Secondary known) {
        assertTrue(
                known.firstGap() <= firstGapOf(known.name()),
                () -> known.name() + " does not hold " + known.firstGap());
    }

    private boolean isShown(String name) {
        SecondaryNode secondary = secondaries.get(name);
        return secondary != null && secondary.health().caughtUp();
    }

    private long firstGapOf(String name) {
        SecondaryNode secondary = secondaries.get(name);
        return secondary == null ? 0 : secondary.log().firstGap();
    }
}
