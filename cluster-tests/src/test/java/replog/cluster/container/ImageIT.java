package replog.cluster.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;
import replog.cluster.harness.NodeClient;

/** The compose file's images without the compose file: on any network, with any ports, told by the environment. */
class ImageIT {

    private static final int HTTP_PORT = 8000;

    private static Compose compose;

    @BeforeAll
    static void build() {
        compose = Compose.ready();
    }

    @Test
    void masterAndSecondaryFindEachOtherByNameAndBecomeHealthy() {
        try (Network network = Network.newNetwork();
                GenericContainer<?> master = node("master", network).withNetworkAliases("the-master");
                GenericContainer<?> bonnie = node("secondary-1", network)
                        .withEnv("REPLOG_NAME", "bonnie")
                        .withEnv("REPLOG_MASTER_IP", "the-master")) {
            master.start();
            bonnie.start();

            NodeClient client = clientOf(master);
            assertEquals(
                    List.of("master", "bonnie"),
                    client.post("in a container", 2).acknowledgedBy());
            assertEquals(List.of("in a container"), clientOf(bonnie).messages());
            assertFalse((master.getLogs() + bonnie.getLogs()).contains("Exception"));
        }
    }

    @Test
    void archivesOfClassesFitTheJavaAndTheJarsThatAreBesideThem() throws Exception {
        try (Network network = Network.newNetwork();
                GenericContainer<?> master = node("master", network);
                GenericContainer<?> bonnie = node("secondary-1", network)) {
            master.start();
            bonnie.start();

            assertFits(master, "master-node");
            assertFits(bonnie, "secondary-node");
            assertFalse((master.getLogs() + bonnie.getLogs()).contains("[cds"));
        }
    }

    private static void assertFits(GenericContainer<?> node, String module) throws Exception {
        String file = "/opt/replog/" + module;
        var java = node.execInContainer(
                "java", "-Xshare:on", "-XX:SharedArchiveFile=" + file + ".jsa", "-cp", file + ".jar", "-version");
        assertEquals(0, java.getExitCode(), java.getStdout() + java.getStderr());
    }

    /** The health check of the image has to follow the port that the environment says. */
    private static GenericContainer<?> node(String service, Network network) {
        return new GenericContainer<>(DockerImageName.parse(compose.imageOf(service)))
                .withNetwork(network)
                .withExposedPorts(HTTP_PORT)
                .withEnv("REPLOG_HTTP_PORT", Integer.toString(HTTP_PORT))
                .withEnv("REPLOG_SEND_DELAY_MS", "0")
                .waitingFor(Wait.forHealthcheck());
    }

    private static NodeClient clientOf(GenericContainer<?> node) {
        return new NodeClient(node.getMappedPort(HTTP_PORT));
    }
}
