package replog.chaos;

import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;

/**
 * Clients that post one message or several at once, with every write concern, also with more than can be met; with and without
 * a time-out; some hang up, some post again when they lose patience, some leave their request waiting.
 */
final class Clients {

    private static final int THREADS = 6;

    /** So many requests are left waiting at most. */
    private static final int MAX_OPEN = 30;

    private static final int LONGEST_TIMEOUT_MS = 4000;
    private static final int LONGEST_PATIENCE_MS = 1500;
    private static final int LONGEST_PAUSE_MS = 150;
    private static final int SHORTEST_PAUSE_MS = 10;
    private static final int LONG_TEXT = 5000;
    private static final int LONG_ONE_IN = 20;
    private static final int ARRAY_ONE_IN = 8;
    private static final int MOST_MESSAGES = 20;

    private final ChaosCluster cluster;
    private final Recorder recorder;
    private final Tally tally;
    private final Crew crew;
    private final AtomicLong nextMessage = new AtomicLong(1);
    private final Queue<OpenPost> open = new ConcurrentLinkedQueue<>();

    Clients(ChaosCluster cluster, Recorder recorder, Tally tally) {
        this.cluster = cluster;
        this.recorder = recorder;
        this.tally = tally;
        this.crew = new Crew(recorder);
    }

    void start(SplittableRandom random) {
        for (int i = 0; i < THREADS; i++) {
            SplittableRandom own = random.split();
            crew.start("client " + i, () -> postAndPause(own));
        }
    }

    /** No further posts; those that wait go on waiting. */
    void stop() throws InterruptedException {
        crew.stop();
    }

    /** How many wait that so many nodes can satisfy. */
    long waitingFor(int nodes) {
        open.removeIf(OpenPost::isOver);
        return open.stream().filter(post -> post.writeConcern() <= nodes).count();
    }

    /** Closes the connections of those who wait for ever. */
    void disconnect() {
        open.forEach(OpenPost::disconnect);
    }

    private void postAndPause(SplittableRandom random) throws InterruptedException {
        int highest = cluster.secondaries().size() + 2;
        int writeConcern = random.nextInt(highest + 1);
        OpenPost post = post(random, writeConcern);
        if (!post.await(random.nextInt(1, LONGEST_PATIENCE_MS))) {
            if (random.nextInt(3) == 0) {
                post.hangUp();
            } else {
                leaveWaiting(post);
            }
            if (random.nextInt(3) == 0) {
                tally.count("post again by a client without an answer");
                leaveWaiting(post(random, writeConcern));
            }
        }
        Thread.sleep(random.nextInt(SHORTEST_PAUSE_MS, LONGEST_PAUSE_MS));
    }

    /** Where too many wait, the one that has waited longest gives up. */
    private void leaveWaiting(OpenPost post) {
        open.removeIf(OpenPost::isOver);
        open.add(post);
        if (open.size() > MAX_OPEN) {
            OpenPost oldest = open.poll();
            if (oldest != null) {
                oldest.hangUp();
            }
        }
    }

    private OpenPost post(SplittableRandom random, int writeConcern) {
        OpenPost post = new OpenPost(cluster, recorder, tally, newMessages(random, writeConcern));
        post.send();
        return post;
    }

    private NewMessages newMessages(SplittableRandom random, int writeConcern) {
        boolean asArray = random.nextInt(ARRAY_ONE_IN) == 0;
        int count = asArray ? random.nextInt(1, MOST_MESSAGES + 1) : 1;
        long first = nextMessage.getAndAdd(count);
        List<Long> clients = LongStream.range(first, first + count).boxed().toList();
        List<String> texts =
                clients.stream().map(client -> Texts.of(client, length(random))).toList();
        Integer timeoutMs = random.nextInt(3) == 0 ? random.nextInt(1, LONGEST_TIMEOUT_MS) : null;
        return new NewMessages(asArray, clients, texts, writeConcern, timeoutMs);
    }

    private static int length(SplittableRandom random) {
        return random.nextInt(LONG_ONE_IN) == 0 ? random.nextInt(LONG_TEXT) : 0;
    }
}
