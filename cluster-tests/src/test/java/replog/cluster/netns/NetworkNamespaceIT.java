package replog.cluster.netns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import replog.chaos.Repository;
import replog.cluster.harness.Answer;
import replog.cluster.harness.Await;
import replog.cluster.harness.Cluster;
import replog.cluster.harness.NodeProcess;
import replog.cluster.harness.Workload;
import tools.jackson.databind.JsonNode;

/**
 * Each node on a host of its own, and real packets between them that are dropped, refused and slowed down. After healing
 * all lists are equal and every client that waited is answered. For root only; see {@link HostNetwork}.
 */
class NetworkNamespaceIT {

    private static final int SOME = 6;
    private static final int HTTP_PORT = 18080;
    private static final int COMM_PORT = 16000;
    private static final long PAUSE_MS = 150;
    private static final String BONNIE = "bonnie";
    private static final String CLYDE = "clyde_";

    @RegisterExtension
    static final Cluster CLUSTER = new Cluster();

    private static final AtomicInteger MESSAGES = new AtomicInteger();

    private static @Nullable HostNetwork network;

    private static Host masterHost;
    private static Host bonnieHost;
    private static Host clydeHost;
    private static NodeProcess masterNode;

    private Workload load;
    private long place;

    @BeforeAll
    static void start() {
        network = new HostNetwork(3);
        masterHost = network.host(0);
        bonnieHost = network.host(1);
        clydeHost = network.host(2);
        masterNode = start(masterHost, "master", "--comm-port", Integer.toString(COMM_PORT), "--heartbeat-ms", "200");
        for (Host host : List.of(bonnieHost, clydeHost)) {
            start(
                    host,
                    host == bonnieHost ? BONNIE : CLYDE,
                    "--master-ip",
                    masterHost.address(),
                    "--master-comm-port",
                    Integer.toString(COMM_PORT),
                    "--reconnect-ms",
                    "300");
        }
        CLUSTER.awaitInStep(client(masterHost), 2);
    }

    @BeforeEach
    void startLoad() {
        place = masterNode.output().end();
        load = Workload.start(
                client(masterHost), Map.of(BONNIE, client(bonnieHost), CLYDE, client(clydeHost)), PAUSE_MS);
        load.awaitAnswers(SOME);
    }

    @AfterEach
    void stopLoad() {
        Objects.requireNonNull(network).heal(); // A test that failed leaves nothing broken to the next.
        load.close();
    }

    @AfterAll
    static void removeNetwork() {
        if (network != null) {
            network.close();
        }
    }

    @Test
    void partitionOfOne() {
        masterHost.hearNothingFrom(bonnieHost);
        bonnieHost.hearNothingFrom(masterHost);

        whoWaitsForBonnieIsAnsweredOnceHealed();
    }

    @Test
    void partitionOfAll() {
        for (Host host : List.of(bonnieHost, clydeHost)) {
            masterHost.hearNothingFrom(host);
            host.hearNothingFrom(masterHost);
        }
        CompletableFuture<Answer> forTwo = waitFor(2);
        awaitIsGone(BONNIE);
        awaitIsGone(CLYDE);
        Answer alone = post(1);
        assertEquals(List.of("master"), alone.acknowledgedBy());
        assertFalse(forTwo.isDone());

        healed(forTwo);
    }

    @ParameterizedTest
    @ValueSource(strings = {"master", BONNIE})
    void oneWayPartition(String deaf) {
        if (deaf.equals("master")) {
            masterHost.hearNothingFrom(bonnieHost);
        } else {
            bonnieHost.hearNothingFrom(masterHost);
        }

        whoWaitsForBonnieIsAnsweredOnceHealed();
    }

    @Test
    void pulledCable() {
        bonnieHost.pullCable();
        CompletableFuture<Answer> forAll = waitFor(3);
        awaitIsGone(BONNIE);
        assertFalse(forAll.isDone());

        bonnieHost.plugCable();
        healed(forAll);
    }

    @Test
    void loss() {
        masterHost.lose(30);
        bonnieHost.lose(30);

        load.awaitAnswers(5 * SOME);

        healed();
    }

    @Test
    void everyPacketIsAnsweredByReset() {
        masterHost.resetAllTo(COMM_PORT);
        CompletableFuture<Answer> forTwo = waitFor(2);
        Await.until("nobody is connected", () -> !isConnected(BONNIE) && !isConnected(CLYDE));
        assertEquals(List.of("master"), post(1).acknowledgedBy());
        assertFalse(forTwo.isDone());

        healed(forTwo);
    }

    @Test
    void oneConnectionIsReset() {
        for (int i = 0; i < 3; i++) {
            long before = masterNode.output().end();
            masterHost.killConnectionsWith(bonnieHost);
            masterNode.output().awaitAfter(before, "id=bonnie\\] connection closed");
            masterNode.output().awaitAfter(before, "id=bonnie\\] accepted");
        }

        healed();
    }

    @Test
    void slowLink() {
        masterHost.slowDown(100);
        String large = "large ".repeat(3000);
        CompletableFuture<Answer> forAll =
                client(masterHost).postBodyAsync("{\"message\":\"" + large + "\",\"writeConcern\":3}");
        load.addForeignMessages(1);
        load.awaitAnswers(SOME);

        masterHost.speedUp();
        healed(forAll);
    }

    @Test
    void flapping() {
        for (int i = 0; i < 5; i++) {
            bonnieHost.pullCable();
            load.awaitAnswers(SOME / 2);
            bonnieHost.plugCable();
            load.awaitAnswers(SOME / 2);
        }

        healed();
    }

    private void whoWaitsForBonnieIsAnsweredOnceHealed() {
        CompletableFuture<Answer> forAll = waitFor(3);
        awaitIsGone(BONNIE);
        assertEquals(List.of("master", CLYDE), post(2).acknowledgedBy());
        assertFalse(forAll.isDone());

        healed(forAll);
    }

    @SafeVarargs
    private void healed(CompletableFuture<Answer>... waiting) {
        Objects.requireNonNull(network).heal();
        for (CompletableFuture<Answer> client : waiting) {
            Await.until("who waited is answered", client::isDone);
            assertEquals(200, client.join().status());
        }
        load.finish();
        CLUSTER.awaitInStep(client(masterHost), 2);
    }

    private CompletableFuture<Answer> waitFor(int writeConcern) {
        load.addForeignMessages(1);
        return client(masterHost).postBodyAsync(body("waits", writeConcern));
    }

    private Answer post(int writeConcern) {
        load.addForeignMessages(1);
        return client(masterHost).postBody(body("at once", writeConcern));
    }

    /** A message of its own each time, for no two are to be the same. */
    private static String body(String text, int writeConcern) {
        String message = text + " " + MESSAGES.incrementAndGet();
        return "{\"message\":\"" + message + "\",\"writeConcern\":" + writeConcern + "}";
    }

    /** The master gives it up, or it has given up the master a moment before: both count to ten. */
    private void awaitIsGone(String name) {
        masterNode.output().awaitAfter(place, "id=" + name + "\\] (is UNHEALTHY|connection closed)");
    }

    private static boolean isConnected(String name) {
        for (JsonNode secondary : client(masterHost).health().path("secondaries")) {
            if (secondary.path("name").asString().equals(name)) {
                return secondary.path("connected").asBoolean(true);
            }
        }
        throw new AssertionError("no " + name);
    }

    private static CurlClient client(Host host) {
        return host.client(HTTP_PORT);
    }

    private static NodeProcess start(Host host, String name, String... options) {
        String module = host == masterHost ? "master-node" : "secondary-node";
        List<String> command = new ArrayList<>(List.of(
                Cluster.javaCommand(),
                "-Xmx256m",
                "-jar",
                Repository.jar(module).toString(),
                "--name",
                name,
                "--bind-address",
                host.address(),
                "--http-port",
                Integer.toString(HTTP_PORT),
                "--send-delay-ms",
                "0",
                "--response-timeout-ms",
                "300"));
        command.addAll(List.of(options));
        NodeProcess node = NodeProcess.start(name, HTTP_PORT, host.namespace().inside(command.toArray(String[]::new)));
        CLUSTER.adopt(node);
        node.output().await("listening for clients");
        return node;
    }
}
