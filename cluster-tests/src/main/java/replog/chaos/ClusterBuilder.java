package replog.chaos;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import replog.chaos.proxy.FaultProxy;

/** Draws how the nodes of a run are set up: short time-outs, so that a minute sees much; the last secondary is a poor one. */
final class ClusterBuilder {

    /** Little for one who has a list to keep. */
    private static final String POOR_HEAP = "-Xmx48m";

    private static final String USUAL_HEAP = "-Xmx128m";

    /** {@code ulimit -n} of the poor one, enough for a Java process and some connections. */
    private static final int POOR_OPEN_FILES = 96;

    private static final String[] SEND_DELAYS_MS = {"0", "0-20", "5-100"};

    /** So many clients may wait: fewer than will want to now and then. */
    private static final int MAX_WAITING = 36;

    /** So little that a run fills some. */
    private static final int SEGMENT_BYTES = 1 << 16;

    private final Recorder recorder;
    private final ChaosOptions options;
    private final SplittableRandom random;
    private final String sendDelayMs;

    ClusterBuilder(Recorder recorder, ChaosOptions options, SplittableRandom random) {
        this.recorder = recorder;
        this.options = options;
        this.random = random;
        this.sendDelayMs = SEND_DELAYS_MS[random.nextInt(SEND_DELAYS_MS.length)];
    }

    ChaosCluster build() {
        int commPort = FreePorts.next();
        List<String> ofMaster = new ArrayList<>(
                List.of("--comm-port", text(commPort), "--heartbeat-ms", text(random.nextInt(80, 250))));
        ofMaster.addAll(List.of("--max-waiting", text(MAX_WAITING)));
        if (random.nextBoolean()) {
            ofMaster.addAll(List.of("--quorum", "2"));
        }
        ChaosNode master = node("master", "master-node", List.of(), USUAL_HEAP, ofMaster);
        List<ChaosSecondary> secondaries = new ArrayList<>();
        for (int i = 1; i <= options.secondaries(); i++) {
            secondaries.add(secondary(i, commPort));
        }
        return new ChaosCluster(master, secondaries);
    }

    private ChaosSecondary secondary(int number, int commPort) {
        FaultProxy proxy = new FaultProxy(FreePorts.next(), commPort, random.nextLong());
        List<String> itsOptions = List.of(
                "--master-ip",
                "127.0.0.1",
                "--master-comm-port",
                text(proxy.port()),
                "--reconnect-ms",
                text(random.nextInt(50, 400)));
        boolean poor = number == options.secondaries();
        List<String> launcher = poor
                ? List.of("bash", "-c", "ulimit -n " + POOR_OPEN_FILES + "; exec nice -n 10 \"$@\"", "bash")
                : List.of();
        ChaosNode node =
                node("secondary-" + number, "secondary-node", launcher, poor ? POOR_HEAP : USUAL_HEAP, itsOptions);
        return new ChaosSecondary(node, new Link(proxy));
    }

    private ChaosNode node(String name, String module, List<String> launcher, String heap, List<String> itsOptions) {
        int httpPort = FreePorts.next();
        List<String> command = new ArrayList<>(launcher);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ClassArchive.optionsFor(module));
        command.addAll(
                List.of(heap, "-XX:+UseSerialGC", "-jar", Repository.jar(module).toString()));
        command.addAll(List.of("--name", name, "--http-port", text(httpPort), "--send-delay-ms", sendDelayMs));
        command.addAll(List.of("--response-timeout-ms", text(random.nextInt(150, 500))));
        command.addAll(itsOptions);
        Path data = options.disks() ? options.folder().resolve(name + ".data") : null;
        if (data != null) {
            command.addAll(List.of("--data-dir", data.toString(), "--segment-bytes", text(SEGMENT_BYTES)));
        }
        Path log = options.folder().resolve(name + ".log");
        return new ChaosNode(recorder, name, module.equals("master-node"), httpPort, command, log, data);
    }

    private static String text(int number) {
        return Integer.toString(number);
    }
}
