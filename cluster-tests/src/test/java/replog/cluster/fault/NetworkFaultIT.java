package replog.cluster.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import replog.chaos.FreePorts;
import replog.chaos.proxy.Direction;
import replog.chaos.proxy.FaultProxy;
import replog.chaos.proxy.Faults;
import replog.cluster.harness.Answer;
import replog.cluster.harness.Await;
import replog.cluster.harness.Cluster;
import replog.cluster.harness.HelloBuilder;
import replog.cluster.harness.NodeClient;
import replog.cluster.harness.NodeProcess;
import replog.cluster.harness.Peer;
import replog.cluster.harness.Workload;
import replog.proto.message.Body.HelloAccepted;

/** What a network does to connections, one kind after another, between real nodes and under load. */
class NetworkFaultIT {

    private static final long SEED = 42;
    private static final int SOME = 30;

    @RegisterExtension
    static final Cluster CLUSTER = new Cluster("--send-delay-ms", "0", "--response-timeout-ms", "300");

    private static final String[] SECONDARY = {"--reconnect-ms", "100", "--log-level", "debug"};

    private static final FaultProxy TO_BONNIE = new FaultProxy(FreePorts.next(), CLUSTER.commPort(), SEED);
    private static final FaultProxy TO_CLYDE = new FaultProxy(FreePorts.next(), CLUSTER.commPort(), SEED + 1);

    private static NodeProcess master;
    private static NodeProcess bonnie;
    private static NodeProcess clyde;

    private Workload load;
    private long masterPlace;
    private long bonniePlace;

    @BeforeAll
    static void start() {
        master = CLUSTER.startMaster("--heartbeat-ms", "200");
        bonnie = CLUSTER.startSecondaryOf(TO_BONNIE.port(), "bonnie", SECONDARY);
        clyde = CLUSTER.startSecondaryOf(TO_CLYDE.port(), "clyde_", SECONDARY);
        CLUSTER.awaitInStep(master, 2);
    }

    @BeforeEach
    void startLoad() {
        masterPlace = master.output().end();
        bonniePlace = bonnie.output().end();
        load = Workload.start(master.client(), Map.of("bonnie", bonnie.client(), "clyde_", clyde.client()));
        load.awaitAnswers(SOME);
    }

    @AfterEach
    void stopLoad() {
        load.close();
    }

    @AfterAll
    static void stop() {
        TO_BONNIE.close();
        TO_CLYDE.close();
    }

    /** The delay is longer than the time-out of a response, so that requests are sent again and arrive twice. */
    @Test
    void delayAndDuplicates() {
        TO_BONNIE.apply(Faults.NONE.delayed(200, 500));

        load.awaitAnswers(3 * SOME);
        bonnie.output().awaitAfter(bonniePlace, "ignoring duplicate #");

        healed();
    }

    @Test
    void reorder() {
        TO_BONNIE.apply(Faults.NONE.reordered(0, 200).delayed(0, 20));
        TO_CLYDE.apply(Faults.NONE.reordered(0, 200).delayed(0, 20));

        load.awaitAnswers(3 * SOME);

        healed();
    }

    static List<Arguments> ends() {
        Consumer<FaultProxy> cut = FaultProxy::cutAll;
        Consumer<FaultProxy> reset = FaultProxy::resetAll;
        return List.of(Arguments.of("FIN", cut), Arguments.of("RST", reset));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ends")
    void connectionsEndBy(String what, Consumer<FaultProxy> end) {
        for (int i = 0; i < 3; i++) {
            long bonnieBefore = TO_BONNIE.accepted();
            end.accept(TO_BONNIE);
            load.awaitAnswers(SOME);
            end.accept(TO_CLYDE);
            Await.until("bonnie has connected again", () -> TO_BONNIE.accepted() > bonnieBefore);
        }

        healed();
    }

    static List<Arguments> silences() {
        return List.of(
                Arguments.of("both ways", List.of(Direction.values())),
                Arguments.of("to the master", List.of(Direction.TO_MASTER)),
                Arguments.of("to the secondary", List.of(Direction.TO_SECONDARY)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("silences")
    void halfOpenSilence(String which, List<Direction> directions) {
        directions.forEach(direction -> TO_BONNIE.apply(direction, Faults.NONE.silenced()));
        master.output().awaitAfter(masterPlace, "id=bonnie\\] is UNHEALTHY");
        Await.until(
                "what bonnie holds does not count", () -> !holdersOfTheFirst().contains("bonnie"));

        CompletableFuture<Answer> forAll = master.client().postAsync("for all, " + which, 3);
        List<String> two = master.client().post("for two, " + which, 2).acknowledgedBy();
        assertEquals(List.of("master", "clyde_"), two);
        load.addForeignMessages(2);
        assertFalse(forAll.isDone());

        TO_BONNIE.apply(Faults.NONE);
        assertEquals(3, NodeClient.answerOf(forAll).acknowledgedBy().size());
        healed();
    }

    @Test
    void refusedConnections() {
        TO_BONNIE.refuseConnections();
        TO_BONNIE.resetAll();
        bonnie.output().awaitAfter(bonniePlace, "cannot connect to the master");
        load.awaitAnswers(SOME);

        TO_BONNIE.acceptConnections();
        healed();
    }

    @ParameterizedTest
    @EnumSource
    void corruptByte(Direction direction) {
        for (int i = 0; i < 5; i++) {
            Await.until("bonnie is connected", () -> TO_BONNIE.connections().size() == 1);
            long place = master.output().end();
            long accepted = TO_BONNIE.accepted();
            long flipped = TO_BONNIE.counts(direction).flippedBits();
            TO_BONNIE.corruptNext(direction, 1);
            Await.until("a bit was flipped", () -> TO_BONNIE.counts(direction).flippedBits() > flipped);
            master.output().awaitAfter(place, "(id=bonnie|:\\d+)\\].* connection closed");
            Await.until("bonnie has connected again", () -> TO_BONNIE.accepted() > accepted);
        }

        healed();
    }

    static List<Arguments> otherPieces() {
        return List.of(
                Arguments.of("split", Faults.NONE.split(3)),
                Arguments.of("merge", Faults.NONE.merged(64 << 10, 100)),
                Arguments.of("split and late", Faults.NONE.split(20).delayed(0, 50)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("otherPieces")
    void splitAndMerge(String how, Faults faults) {
        TO_BONNIE.apply(faults);
        TO_CLYDE.apply(faults);

        load.awaitAnswers(5 * SOME);

        healed();
    }

    @Test
    void aSlowLinkHoldsNobodyElseUp() {
        TO_BONNIE.apply(Direction.TO_SECONDARY, Faults.NONE.throttled(2000));
        for (int i = 0; i < 5; i++) {
            Answer receipt = master.client().post(i + " large ".repeat(2000), 2);
            assertEquals(List.of("master", "clyde_"), receipt.acknowledgedBy());
        }
        load.addForeignMessages(5);

        healed();
    }

    @Test
    void reconnectStorm() {
        for (int i = 0; i < 5; i++) {
            List<Peer> storm = IntStream.range(0, 50)
                    .mapToObj(
                            j -> Peer.connectedTo(CLUSTER.commPort()).send(-1, new HelloBuilder("storm-" + j).build()))
                    .toList();
            TO_BONNIE.resetAll();
            TO_CLYDE.cutAll();
            storm.forEach(peer -> peer.receive(HelloAccepted.class));
            storm.forEach(Peer::close);
        }

        healed();
    }

    private static List<String> holdersOfTheFirst() {
        return master.client().get("/messages/0").acknowledgedBy();
    }

    private void healed() {
        TO_BONNIE.apply(Faults.NONE);
        TO_CLYDE.apply(Faults.NONE);
        load.finish();
        CLUSTER.awaitInStep(master, 2);
        assertTrue(master.isAlive() && bonnie.isAlive() && clyde.isAlive());
    }
}
