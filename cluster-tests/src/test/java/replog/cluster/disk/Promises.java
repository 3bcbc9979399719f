package replog.cluster.disk;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import replog.cluster.harness.Answer;
import replog.cluster.harness.Await;
import replog.cluster.harness.Client;
import replog.cluster.harness.NodeClient;
import replog.cluster.harness.NodeProcess;
import tools.jackson.databind.json.JsonMapper;

/** Clients that post with every write concern until their master is gone, and remember every receipt that they were given. */
final class Promises {

    private record Promise(int id, String text, List<String> holders) {}

    private static final AtomicInteger TEXTS = new AtomicInteger();
    private static final int CLIENTS_FOR_EACH_CONCERN = 2;

    private final Queue<Promise> given = new ConcurrentLinkedQueue<>();
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private final List<Thread> clients = new ArrayList<>();
    private volatile boolean stopped;

    /** Starts clients of a master of a cluster of so many nodes. They end by themselves when nobody answers any more. */
    void ask(NodeProcess master, int nodes) {
        stopped = false;
        for (int concern = 1; concern <= nodes; concern++) {
            for (int i = 0; i < CLIENTS_FOR_EACH_CONCERN; i++) {
                start(master.client(), concern);
            }
        }
    }

    /** Waits for so many further receipts. */
    void awaitFurther(int count) {
        int before = given.size();
        Await.until(count + " further receipts", () -> !failures.isEmpty() || given.size() >= before + count);
        failIfAnythingFailed();
    }

    /** Waits until every client has been answered, or nobody answers any more; then there are no clients. */
    void stop() {
        stopped = true;
        Await.until("every client has ended", () -> clients.stream().noneMatch(Thread::isAlive));
        clients.clear();
        failIfAnythingFailed();
    }

    /** How many receipts there were. */
    int count() {
        return given.size();
    }

    /** How many messages a node must hold for all receipts that name it. */
    long mustHold(String name) {
        return 1
                + given.stream()
                        .filter(promise -> promise.holders().contains(name))
                        .mapToLong(Promise::id)
                        .max()
                        .orElse(-1);
    }

    /** How many receipts have become untrue, when this node shows this list. */
    long brokenBy(String name, List<String> list) {
        return given.stream()
                .filter(promise -> promise.holders().contains(name))
                .filter(promise ->
                        promise.id() >= list.size() || !list.get(promise.id()).equals(promise.text()))
                .count();
    }

    /** Fails unless the node serves every message of which a receipt says that it has it. */
    void assertKeptBy(String name, Client node) {
        List<String> list = node.messages();
        long broken = brokenBy(name, list);
        assertTrue(
                broken == 0,
                () -> broken + " of " + count() + " receipts name " + name + ", which has " + list.size()
                        + " messages and not that one");
    }

    private void start(NodeClient master, int concern) {
        Thread client = new Thread(
                () -> {
                    try {
                        while (!stopped) {
                            post(master, concern);
                        }
                    } catch (CompletionException nobodyAnswers) {
                        // That the master is gone is what these clients are for.
                    } catch (Throwable failure) {
                        failures.add(failure);
                    }
                },
                "client with concern " + concern);
        client.setDaemon(true);
        client.start();
        clients.add(client);
    }

    private void post(NodeClient master, int concern) {
        String text = "promise-" + TEXTS.incrementAndGet();
        Answer answer = master.postBody(
                JsonMapper.shared().writeValueAsString(Map.of("message", text, "writeConcern", concern)));
        if (answer.status() == 200) {
            given.add(new Promise(answer.json().path("id").asInt(), text, answer.acknowledgedBy()));
        } else if (answer.status() == 503) {
            throw new CompletionException("takes no more: " + answer, null);
        } else {
            throw new AssertionError("unexpected: " + answer);
        }
    }

    private void failIfAnythingFailed() {
        Throwable failure = failures.peek();
        if (failure != null) {
            throw new AssertionError("a client failed", failure);
        }
    }
}
