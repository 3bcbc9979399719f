package replog.cluster.harness;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Clients that post with every write concern that the cluster can meet, one without patience, and a reader of every node,
 * while a test does harm. In the end every client must have been answered, every receipt must have been true, every read a
 * beginning of the list, no list may ever have shrunk, and all lists must be equal.
 */
public final class Workload implements AutoCloseable {

    private static final AtomicInteger NEXT = new AtomicInteger();

    private static final int IMPATIENT_MS = 50;

    /** Between two calls of one client, so that a busy machine has time for the nodes as well. */
    private static final long PAUSE_MS = 10;

    private final String label = "load-" + NEXT.incrementAndGet();
    private final Client master;
    private final Map<String, Client> nodes = new LinkedHashMap<>();
    private final int listBefore;
    private final long pauseNanos;

    private final AtomicInteger posted = new AtomicInteger();
    private final AtomicInteger foreign = new AtomicInteger();
    private final AtomicInteger answered = new AtomicInteger();
    private final Map<Integer, String> textsById = new ConcurrentHashMap<>();
    private final Map<String, Integer> lives = new ConcurrentHashMap<>();
    private final Set<String> down = ConcurrentHashMap.newKeySet();
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private final List<CompletableFuture<Void>> posters = new ArrayList<>();
    private final List<CompletableFuture<Void>> readers = new ArrayList<>();
    private volatile boolean stopPosting;
    private volatile boolean stopReading;

    private Workload(Client master, Map<String, Client> secondaries, long pauseMs) {
        this.pauseNanos = TimeUnit.MILLISECONDS.toNanos(pauseMs);
        this.master = master;
        this.nodes.put("master", master);
        this.nodes.putAll(secondaries);
        this.listBefore = master.messages().size();
    }

    /** Starts it. The names are those that the nodes themselves know. */
    public static Workload start(Client master, Map<String, Client> secondaries) {
        return start(master, secondaries, PAUSE_MS);
    }

    /** Starts it with clients that pause for so many milliseconds between two calls. */
    public static Workload start(Client master, Map<String, Client> secondaries, long pauseMs) {
        Workload load = new Workload(master, secondaries, pauseMs);
        int all = load.nodes.size();
        for (int concern = 0; concern <= all; concern++) {
            load.startPoster(concern, "");
        }
        load.startPoster(all, ",\"timeoutMs\":" + IMPATIENT_MS);
        load.nodes.keySet().forEach(name -> load.readers.add(load.start(() -> load.readAll(name))));
        return load;
    }

    /** Waits until so many further clients have been answered. */
    public void awaitAnswers(int further) {
        int before = answered.get();
        Await.until(further + " further answers", () -> {
            failIfAnythingFailed();
            return answered.get() >= before + further;
        });
    }

    /** Somebody else has added so many messages. */
    public void addForeignMessages(int count) {
        foreign.addAndGet(count);
    }

    /** From now on this node may be dead: it is not read, and what it has forgotten is not held against receipts. */
    public void down(String name) {
        lives.merge(name, 1, Integer::sum);
        down.add(name);
    }

    /** It is back, with an empty memory. */
    public void up(String name) {
        lives.merge(name, 1, Integer::sum);
        down.remove(name);
    }

    /** Stops posting, waits until every client is answered and all nodes have the same list, and checks everything. */
    public void finish() {
        stopPosting = true;
        Await.until("every client is answered", () -> {
            failIfAnythingFailed();
            return posters.stream().allMatch(CompletableFuture::isDone);
        });
        List<String> list = master.messages();
        nodes.forEach((name, node) -> Await.until(name + " has the list of the master", () -> {
            Answer answer = node.get("/messages");
            return answer.status() == 200 && Client.textsOf(answer).equals(list);
        }));
        stopReading = true;
        readers.forEach(CompletableFuture::join);
        failIfAnythingFailed();
        checkList(list);
    }

    /** Stops it without a look at anything: for the end of a test that has failed. */
    @Override
    public void close() {
        stopPosting = true;
        stopReading = true;
    }

    private void checkList(List<String> list) {
        require(list.size() == listBefore + posted.get() + foreign.get(), "not every message is there just once");
        require(new HashSet<>(list).size() == list.size(), "a message is there twice");
        textsById.forEach((id, text) -> require(list.get(id).equals(text), "message " + id + " is not " + text));
        require(textsById.size() == posted.get(), "an id was given twice");
    }

    private void startPoster(int concern, String furtherFields) {
        posters.add(start(() -> {
            while (!stopPosting) {
                post(concern, furtherFields);
                LockSupport.parkNanos(pauseNanos);
            }
        }));
    }

    private void post(int concern, String furtherFields) {
        Map<String, Integer> livesBefore = new HashMap<>(lives);
        String text = label + "-" + posted.incrementAndGet() + "-w" + concern;
        String body = "{\"message\":\"" + text + "\",\"writeConcern\":" + concern + furtherFields + "}";
        Answer answer = master.postBody(body);
        boolean timedOut = answer.status() == 504 && !furtherFields.isEmpty();
        require(timedOut || answer.status() == (concern == 0 ? 202 : 200), "unexpected: " + answer);
        int id = (timedOut ? answer.json().path("receipt") : answer.json())
                .path("id")
                .asInt(-1);
        require(textsById.put(id, text) == null, "id " + id + " was given twice");
        if (answer.status() == 200) {
            checkReceipt(answer, id, text, concern, livesBefore);
        }
        answered.incrementAndGet();
    }

    /** Whoever is named shows the message, unless it has died since. */
    private void checkReceipt(Answer answer, int id, String text, int concern, Map<String, Integer> livesBefore) {
        List<String> holders = answer.acknowledgedBy();
        require(holders.get(0).equals("master"), "the master is not the first holder: " + answer);
        require(new HashSet<>(holders).size() >= concern, "too few holders: " + answer);
        require(nodes.keySet().containsAll(holders), "an unknown holder: " + answer);
        for (String holder : holders) {
            Answer shown = getUnlessDown(holder, "/messages/" + id);
            boolean shows = shown.status() == 200
                    && shown.json().path("message").asString().equals(text);
            boolean died = down.contains(holder)
                    || !livesBefore.getOrDefault(holder, 0).equals(lives.getOrDefault(holder, 0));
            require(shows || died, holder + " is named in " + answer + ", but shows " + shown);
        }
    }

    private void readAll(String name) {
        List<String> before = List.of();
        int lifeBefore = lives.getOrDefault(name, 0);
        while (!stopReading) {
            int life = lives.getOrDefault(name, 0);
            Answer answer = getUnlessDown(name, "/messages");
            if (!down.contains(name) && life == lives.getOrDefault(name, 0) && answer.status() == 200) {
                List<String> list = Client.textsOf(answer);
                boolean grows = list.size() >= before.size()
                        && list.subList(0, before.size()).equals(before);
                require(grows || life != lifeBefore, "the list of " + name + " has changed, not grown");
                before = list;
                lifeBefore = life;
            }
            LockSupport.parkNanos(5 * pauseNanos);
        }
        List<String> last = before;
        List<String> list = master.messages();
        require(last.size() <= list.size() && list.subList(0, last.size()).equals(last), name + " has another list");
    }

    private Answer getUnlessDown(String name, String path) {
        int life = lives.getOrDefault(name, 0);
        try {
            return down.contains(name)
                    ? nothing()
                    : Objects.requireNonNull(nodes.get(name)).get(path);
        } catch (RuntimeException e) {
            require(down.contains(name) || life != lives.getOrDefault(name, 0), name + " cannot be read: " + e);
            return nothing();
        }
    }

    private static Answer nothing() {
        return new Answer(503, Map.of(), "");
    }

    private CompletableFuture<Void> start(Runnable task) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        task.run();
                    } catch (Throwable failure) {
                        failures.add(failure);
                    } finally {
                        done.complete(null);
                    }
                },
                label);
        thread.setDaemon(true);
        thread.start();
        return done;
    }

    private void failIfAnythingFailed() {
        Throwable failure = failures.peek();
        if (failure != null) {
            close();
            throw new AssertionError("a client of the workload failed: " + failure, failure);
        }
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new AssertionError(message);
        }
    }
}
