package replog.cluster.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import replog.cluster.harness.Answer;
import replog.cluster.harness.Await;
import replog.cluster.harness.NodeClient;
import replog.cluster.harness.ReadyOrSkip;

/** The compose file: the acceptance story, service by service, and then what the running containers are like. */
@TestMethodOrder(OrderAnnotation.class)
class ComposeIT {

    private static final List<String> SERVICES = List.of("master", "secondary-1", "secondary-2");
    private static final NodeClient MASTER = new NodeClient(8080);
    private static final NodeClient CLYDE = new NodeClient(8082);

    private static Compose compose;

    @BeforeAll
    static void build() {
        ReadyOrSkip.needFreePorts(8080, 8081, 8082);
        compose = Compose.ready();
    }

    @AfterAll
    static void down() {
        if (compose != null) {
            compose.downWithVolumes();
        }
    }

    @Test
    @Order(1)
    void servicesStartedOneAfterAnotherTellTheAcceptanceStory() {
        compose.up("master");
        awaitHealthy("master");
        compose.up("secondary-1");
        awaitHealthy("secondary-1");

        assertEquals(200, MASTER.post("Msg1", 1).status());
        assertEquals(List.of("master", "bonnie"), MASTER.post("Msg2", 2).acknowledgedBy());
        CompletableFuture<Answer> msg3 = MASTER.postAsync("Msg3", 3);
        Await.until("Msg3 waits", () -> MASTER.health().path("waitingClients").asInt() == 1);
        assertEquals(200, MASTER.post("Msg4", 1).status());
        assertFalse(msg3.isDone());

        compose.up("secondary-2");
        assertEquals(
                Set.of("master", "bonnie", "clyde_"),
                Set.copyOf(NodeClient.answerOf(msg3).acknowledgedBy()));
        assertEquals(List.of("Msg1", "Msg2", "Msg3", "Msg4"), CLYDE.messages());
        awaitHealthy("secondary-2");
    }

    @Test
    @Order(2)
    void noNodeRunsAsRoot() {
        SERVICES.forEach(service -> assertNotEquals("0", compose.exec(service, "id", "-u")));
    }

    @Test
    @Order(2)
    void onlyHttpIsPublishedAndOnlyOnThisMachine() {
        String ports =
                "{{range $port, $at := .NetworkSettings.Ports}}{{range $at}}{{$port}} {{.HostIp}}:{{.HostPort}};{{end}}{{end}}";
        assertEquals("80/tcp 127.0.0.1:8080;", compose.inspect("master", ports));
        assertEquals("80/tcp 127.0.0.1:8081;", compose.inspect("secondary-1", ports));
        assertEquals("80/tcp 127.0.0.1:8082;", compose.inspect("secondary-2", ports));
    }

    @Test
    @Order(2)
    void everyContainerHasItsAddressItsNameAndItsLimits() {
        String address = "{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}";
        assertEquals("10.5.0.100", compose.inspect("master", address));
        assertEquals("10.5.0.101", compose.inspect("secondary-1", address));
        assertEquals("10.5.0.102", compose.inspect("secondary-2", address));
        assertEquals("/bonnie", compose.inspect("secondary-1", "{{.Name}}"));
        assertEquals("/clyde_", compose.inspect("secondary-2", "{{.Name}}"));
        for (String service : SERVICES) {
            assertTrue(Long.parseLong(compose.inspect(service, "{{.HostConfig.Memory}}")) > 0);
        }
    }

    @Test
    @Order(3)
    void aNodeThatEndsIsStartedAgainAndComesBack() {
        compose.exec("secondary-2", "sh", "-c", "kill 1");

        Await.until("clyde_ was started again", () -> compose.inspect("secondary-2", "{{.RestartCount}}")
                .equals("1"));
        Answer receipt = MASTER.post("Msg5", 3);
        assertEquals(Set.of("master", "bonnie", "clyde_"), Set.copyOf(receipt.acknowledgedBy()));
        assertEquals(List.of("Msg1", "Msg2", "Msg3", "Msg4", "Msg5"), CLYDE.messages());
    }

    @Test
    @Order(4)
    void noNodePrintedAStackTrace() {
        for (String service : SERVICES) {
            String logs = compose.logs(service);
            assertFalse(logs.contains("Exception") || logs.contains("\tat "), logs);
        }
    }

    @Test
    @Order(5)
    void downAndUpKeepsTheMessages() {
        String logId = MASTER.health().path("logId").asString();
        compose.down();

        compose.upAll();
        SERVICES.forEach(ComposeIT::awaitHealthy);

        assertEquals(logId, MASTER.health().path("logId").asString());
        assertEquals(List.of("Msg1", "Msg2", "Msg3", "Msg4", "Msg5"), MASTER.messages());
        assertEquals(3, MASTER.post("Msg6", 3).acknowledgedBy().size());
        assertEquals(List.of("Msg1", "Msg2", "Msg3", "Msg4", "Msg5", "Msg6"), CLYDE.messages());
    }

    @Test
    @Order(6)
    void downWithItsVolumesForgetsThem() {
        compose.downWithVolumes();

        compose.upAll();
        SERVICES.forEach(ComposeIT::awaitHealthy);

        assertEquals(List.of(), MASTER.messages());
        assertEquals(3, MASTER.post("Msg1", 3).acknowledgedBy().size());
        assertEquals(List.of("Msg1"), CLYDE.messages());
    }

    private static void awaitHealthy(String service) {
        Await.until(service + " is healthy", () -> compose.inspect(service, "{{.State.Health.Status}}")
                .equals("healthy"));
    }
}
