package replog.chaos;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleFunction;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import replog.history.HistoryEvent;
import replog.history.HistoryEvent.Believes;
import replog.history.HistoryEvent.HangUp;
import replog.history.HistoryEvent.Lost;
import replog.history.HistoryEvent.Post;
import replog.history.HistoryEvent.Receipt;
import replog.history.HistoryEvent.Refused;
import tools.jackson.databind.JsonNode;

/**
 * One request of a client, from its post to its one end, both told for each of its messages. An answer counts only if the
 * master is still in the life in which it was asked: otherwise nobody can tell which of its lives has answered, and the
 * request counts as lost.
 */
final class OpenPost {

    /** With these answers the message is not stored, unless there is a receipt. */
    private static final Set<Integer> REFUSALS = Set.of(400, 408, 413, 503);

    private final ChaosCluster cluster;
    private final Recorder recorder;
    private final Tally tally;
    private final String master;
    private final NewMessages messages;
    private final CountDownLatch over = new CountDownLatch(1);
    private @Nullable Life life;
    private @Nullable CompletableFuture<HttpResponse<String>> answer;
    private boolean settled;

    OpenPost(ChaosCluster cluster, Recorder recorder, Tally tally, NewMessages messages) {
        this.cluster = cluster;
        this.recorder = recorder;
        this.tally = tally;
        this.master = cluster.master().name();
        this.messages = messages;
    }

    int writeConcern() {
        return messages.writeConcern();
    }

    boolean isOver() {
        return over.getCount() == 0;
    }

    /** Sends it. */
    void send() {
        tally.count("post");
        tally.count("message posted", messages.clients().size());
        recorder.recordAllIf(() -> true, t -> {
            life = cluster.master().life();
            return ofEach(client -> new Post(t, master, client, messages.writeConcern()));
        });
        answer = cluster.master().http().post(messages);
        answer.handle((response, failure) -> {
                    takeIn(response);
                    return true;
                })
                .whenComplete((done, bug) -> {
                    if (bug != null) {
                        recorder.fail("the answer to " + this + ": " + bug);
                    }
                });
    }

    /** Waits so long for its end; true where that came. */
    boolean await(long ms) throws InterruptedException {
        return over.await(ms, TimeUnit.MILLISECONDS);
    }

    /** The client closes its connection, unless it is answered. */
    void hangUp() {
        settle("post hung up", t -> ofEach(client -> new HangUp(t, master, client)));
        disconnect();
    }

    /** Closes the connection and tells nobody. */
    void disconnect() {
        if (answer != null) {
            answer.cancel(true);
        }
    }

    private void takeIn(@Nullable HttpResponse<String> response) {
        Optional<NodeHttp.Answer> whole = response == null ? Optional.empty() : NodeHttp.answerOf(response);
        if (whole.isEmpty()) {
            lost("post lost");
            return;
        }
        int status = whole.get().status();
        JsonNode json = whole.get().json();
        JsonNode receipt = status < 300 ? json : json.path("receipt");
        if (receipt.has("acknowledgedBy") && messages.areMeantBy(receipt)) {
            receipt(status, receipt);
        } else if (REFUSALS.contains(status) && !json.has("receipt")) {
            String type = json.path("type").asString();
            settle("post refused " + type, t -> ofEach(client -> new Refused(t, master, client, type)));
        } else {
            recorder.fail(this + " was answered with " + status + " " + json);
        }
    }

    private void receipt(int status, JsonNode receipt) {
        long first = messages.firstId(receipt);
        long last = first + messages.clients().size() - 1;
        List<String> names = new ArrayList<>();
        receipt.path("acknowledgedBy").forEach(name -> names.add(name.asString()));
        synchronized (recorder) {
            boolean sameLife = life != null && life.equals(cluster.master().life());
            if (sameLife && tellsWhoIsMeant(names, last)) {
                settle("post answered " + status, t -> receipts(t, status, first, last, names));
            } else {
                lost("post answered while a node restarted");
            }
        }
    }

    private List<HistoryEvent> receipts(double t, int status, long first, long last, List<String> names) {
        int concern = messages.writeConcern();
        Long end = first == last ? null : last;
        List<HistoryEvent> receipts = new ArrayList<>();
        for (long client : messages.clients()) {
            receipts.add(new Receipt(t, master, client, first + receipts.size(), concern, status, names, end));
        }
        return receipts;
    }

    /**
     * Two nodes of one name are told apart by a part of the node id. Whoever names one so believes that it holds what has
     * this id. False where the meant one has only just been started, and is not known yet.
     */
    private boolean tellsWhoIsMeant(List<String> names, long id) {
        for (String name : names) {
            if (name.contains("~")) {
                Optional<String> nodeId = cluster.nodeIdOf(name);
                if (nodeId.isEmpty()) {
                    return false;
                }
                recorder.record(t -> new Believes(t, master, name, nodeId.get(), id + 1, true, "NAMED"));
            }
        }
        return true;
    }

    private void lost(String how) {
        settle(how, t -> ofEach(client -> new Lost(t, master, client)));
    }

    private List<HistoryEvent> ofEach(LongFunction<HistoryEvent> eventOf) {
        return messages.clients().stream().map(eventOf::apply).toList();
    }

    private void settle(String how, DoubleFunction<List<HistoryEvent>> eventsAt) {
        if (recorder.recordAllIf(this::isFirstEnd, eventsAt)) {
            tally.count(how);
        }
        over.countDown();
    }

    private boolean isFirstEnd() {
        boolean first = !settled;
        settled = true;
        return first;
    }

    @Override
    public String toString() {
        return "POST " + messages.path() + " of " + messages.clients();
    }
}
