package replog.cluster.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import replog.cluster.harness.Answer;
import replog.cluster.harness.Client;
import replog.cluster.harness.Cluster;
import replog.cluster.harness.NodeClient;
import replog.cluster.harness.NodeProcess;
import replog.cluster.harness.Workload;

/** Nodes that die, stop, freeze and come back while clients are at work. */
class ProcessFaultIT {

    private static final int SOME = 30;

    @RegisterExtension
    final Cluster cluster = new Cluster("--send-delay-ms", "0", "--response-timeout-ms", "300");

    private final Map<String, NodeProcess> secondaries = new HashMap<>();

    @Test
    void aSecondaryIsKilledAndComesBackEmpty() {
        NodeProcess master = startAll();
        Workload load = startLoad(master);

        for (int i = 0; i < 2; i++) {
            load.awaitAnswers(SOME);
            load.down("bonnie");
            secondary("bonnie").kill();
            load.awaitAnswers(SOME);
            startSecondary("bonnie");
            load.up("bonnie");
        }

        load.awaitAnswers(SOME);
        load.finish();
    }

    @Test
    void allAreKilledAtOnceAndBeginAnew() {
        NodeProcess master = startAll();
        String logId = master.client().health().path("logId").asString();
        assertEquals(200, master.client().post("before", 3).status());
        CompletableFuture<Answer> waiting = master.client().postAsync("waiting", 4);
        cluster.awaitWaiting(master, 1);

        master.kill();
        secondaries.values().forEach(NodeProcess::kill);
        assertThrows(CompletionException.class, () -> NodeClient.answerOf(waiting));

        NodeProcess next = startAll();
        assertNotEquals(logId, next.client().health().path("logId").asString());
        assertEquals(0, next.client().post("after", 3).json().path("id").asInt(-1));
        for (NodeProcess secondary : secondaries.values()) {
            assertEquals(List.of("after"), secondary.client().messages());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bonnie", "master"})
    void pausedUntilItCountsAsGone(String paused) {
        NodeProcess master = startAll();
        Workload load = startLoad(master);
        load.awaitAnswers(SOME);
        NodeProcess node = paused.equals("master") ? master : secondary(paused);
        NodeProcess witness = paused.equals("master") ? secondary("clyde_") : master;

        node.pause();
        witness.output().await(paused.equals("master") ? "nothing heard from the master" : "bonnie\\] is UNHEALTHY");
        node.resume();

        load.awaitAnswers(SOME);
        load.finish();
        cluster.awaitInStep(master, 2);
    }

    @Test
    void rollingRestartOfTheSecondaries() {
        NodeProcess master = startAll();
        Workload load = startLoad(master);

        for (String name : List.of("bonnie", "clyde_")) {
            load.awaitAnswers(SOME);
            load.down(name);
            secondary(name).terminate();
            assertEquals(0, secondary(name).awaitExit());
            startSecondary(name);
            load.up(name);
            cluster.awaitInStep(master, 2);
        }

        load.finish();
    }

    /** Those who remember the old list are not mixed into the new one; restarted one by one they join it. */
    @Test
    void gracefulRestartOfTheMasterAndThenOfTheOthers() {
        NodeProcess master = startAll();
        assertEquals(200, master.client().post("old", 3).status());
        master.terminate();
        assertEquals(0, master.awaitExit());
        NodeProcess next = startMaster();
        Workload load = Workload.start(next.client(), Map.of());
        load.awaitAnswers(SOME);

        for (String name : List.of("bonnie", "clyde_")) {
            next.output().await("refused .*another log");
            assertEquals(List.of("old"), secondary(name).client().messages());
            secondary(name).terminate();
            assertEquals(0, secondary(name).awaitExit());
            startSecondary(name);
        }

        cluster.awaitInStep(next, 2);
        load.finish();
        assertEquals(next.client().messages(), secondary("clyde_").client().messages());
    }

    @Test
    void twoSecondariesOfOneName() {
        NodeProcess master = startAll();
        CompletableFuture<Answer> forFour = master.client().postAsync("for four", 4);
        cluster.awaitWaiting(master, 1);

        NodeProcess namesake = cluster.startNamesakeOf(cluster.commPort(), "bonnie, too", "bonnie");

        List<String> holders = NodeClient.answerOf(forFour).acknowledgedBy();
        assertEquals(4, new HashSet<>(holders).size());
        assertTrue(holders.stream().anyMatch(name -> name.startsWith("bonnie~")), holders::toString);
        assertEquals(List.of("for four"), namesake.client().messages());
        cluster.awaitInStep(master, 3);
    }

    private NodeProcess startAll() {
        NodeProcess master = startMaster();
        startSecondary("bonnie");
        startSecondary("clyde_");
        cluster.awaitInStep(master, 2);
        return master;
    }

    private NodeProcess startMaster() {
        return cluster.startMaster("--heartbeat-ms", "200");
    }

    private void startSecondary(String name) {
        secondaries.put(name, cluster.startSecondary(name, "--reconnect-ms", "100"));
    }

    private NodeProcess secondary(String name) {
        return Objects.requireNonNull(secondaries.get(name));
    }

    private Workload startLoad(NodeProcess master) {
        Map<String, Client> clients = new HashMap<>();
        secondaries.forEach((name, node) -> clients.put(name, node.client()));
        return Workload.start(master.client(), clients);
    }
}
