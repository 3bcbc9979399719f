package replog.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import replog.history.HistoryEvent.Read;
import tools.jackson.databind.JsonNode;

/**
 * Reads one node again and again, mostly the end of its list. The list tells neither the node's life nor its log, so the node
 * is asked for both before and after; a read in between which one of them changed is left out. One thread.
 */
final class Reader {

    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;
    private static final int WHOLE_ONE_IN = 25;
    private static final int TAIL = 80;
    private static final int LONGEST_PAUSE_MS = 120;

    private final ChaosNode node;
    private final Recorder recorder;
    private final Tally tally;
    private final SplittableRandom random;
    private @Nullable Health before;
    private long end;

    Reader(ChaosNode node, Recorder recorder, Tally tally, SplittableRandom random) {
        this.node = node;
        this.recorder = recorder;
        this.tally = tally;
        this.random = random;
    }

    void readAndPause() throws InterruptedException {
        boolean whole = random.nextInt(WHOLE_ONE_IN) == 0;
        boolean unused = read(whole ? 0 : Math.max(0, end - random.nextInt(TAIL)));
        Thread.sleep(1 + random.nextInt(LONGEST_PAUSE_MS));
    }

    /** Reads from this id on; true where the node has shown its list, and the history has that. */
    boolean read(long from) throws InterruptedException {
        if (before == null) {
            before = node.http().health().orElse(null);
        }
        double begun = recorder.now();
        Optional<NodeHttp.Answer> answer = node.http().messages(from);
        Health after = node.http().health().orElse(null);
        boolean told = before != null
                && after != null
                && before.nodeId().equals(after.nodeId())
                && Objects.equals(before.logId(), after.logId())
                && answer.isPresent()
                && tell(begun, after, from, answer.get());
        before = after;
        tally.count(told ? "read" : "read without a clear answer");
        return told;
    }

    private boolean tell(double begun, Health health, long from, NodeHttp.Answer answer) {
        if (answer.status() != OK && answer.status() != UNAVAILABLE) {
            recorder.fail(node.name() + " answered a read with " + answer);
            return false;
        }
        List<Long> ids = new ArrayList<>();
        List<Long> clients = new ArrayList<>();
        if (answer.status() == OK) {
            for (JsonNode message : answer.json()) {
                ids.add(message.path("id").asLong(-1));
                clients.add(Texts.clientOf(message.path("message").asString()));
            }
            end = from + ids.size();
        }
        return recorder.recordIf(
                        () -> node.livesAs(health.nodeId()),
                        t -> new Read(t, node.name(), begun, health.logId(), from, answer.status(), ids, clients))
                && answer.status() == OK;
    }
}
