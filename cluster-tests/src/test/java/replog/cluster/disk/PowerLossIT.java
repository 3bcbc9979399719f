package replog.cluster.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import replog.cluster.harness.Cluster;
import replog.cluster.harness.CommandRun;
import replog.cluster.harness.NodeProcess;
import replog.cluster.harness.OwnThread;
import replog.cluster.harness.ReadyOrSkip;

/**
 * All nodes lose their power at the same moment, again and again: each keeps its log on an ext4 file system of its own,
 * which is shut down without anything more being written to its disk. For root only.
 *
 * <p>{@code -Dreplog.powerLosses=N} of them, 40 by default.
 */
class PowerLossIT {

    private static final int LOSSES = Integer.getInteger("replog.powerLosses", 40);
    private static final int RECEIPTS_BETWEEN_LOSSES = 60;
    private static final List<String> NAMES = List.of("master", "bonnie", "clyde_");
    private static final int DISK_MEGABYTES = 32;

    /** EXT4_IOC_SHUTDOWN with EXT4_GOING_FLAGS_NOLOGFLUSH. */
    private static final String SHUT_DOWN = """
            use Fcntl;
            my @disks = map { sysopen(my $disk, $_, O_RDONLY) or die "$_: $!"; $disk } @ARGV;
            for (@disks) { my $flags = pack("L", 2); ioctl($_, 0x8004587D, $flags) or die "ioctl: $!"; }
            """;

    /** What makes a JVM start fast. */
    @RegisterExtension
    final Cluster cluster = new Cluster("--send-delay-ms", "0", "--segment-bytes", "65536")
            .withJvmOptions("-Xmx64m", "-XX:+UseSerialGC", "-Xshare:auto");

    @TempDir
    private Path folder;

    private final Map<String, Mount> disks = new LinkedHashMap<>();
    private final Map<String, NodeProcess> running = new LinkedHashMap<>();
    private final Promises promises = new Promises();
    private DiskNodes nodes;

    @BeforeEach
    void makeDisks() {
        Mount.needRoot();
        ReadyOrSkip.need(
                CommandRun.of("bash", "-c", "command -v perl && command -v mkfs.ext4 && test -e /dev/loop-control")
                                .exitCode()
                        == 0,
                "perl, mkfs.ext4 (e2fsprogs) and loop devices");
        nodes = new DiskNodes(cluster, folder);
        for (String name : NAMES) {
            disks.put(name, Mount.ext4(nodes.filesOf(name).directory(), DISK_MEGABYTES));
        }
    }

    @AfterEach
    void removeDisks() {
        running.values().forEach(NodeProcess::kill);
        disks.values().forEach(Mount::close);
    }

    @Test
    void nothingThatWasAcknowledgedIsLost() {
        long startNanos = System.nanoTime();
        startAll();
        for (int loss = 1; loss <= LOSSES; loss++) {
            promises.ask(node("master"), NAMES.size());
            promises.awaitFurther(RECEIPTS_BETWEEN_LOSSES);

            loseAllPower();
            startAll();

            for (String name : NAMES) {
                long held = DiskNodes.heldAtStart(node(name));
                assertTrue(
                        held >= promises.mustHold(name),
                        () -> name + " held " + held + " messages, not " + promises.mustHold(name));
            }
        }
        cluster.awaitInStep(node("master"), 2);
        NAMES.forEach(name -> promises.assertKeptBy(name, node(name).client()));
        assertEquals(node("master").client().messages(), node("bonnie").client().messages());
        assertEquals(node("master").client().messages(), node("clyde_").client().messages());
        System.out.printf(
                "%d losses of power, %d receipts, none broken; %d ms a cycle%n",
                LOSSES, promises.count(), (System.nanoTime() - startNanos) / 1_000_000 / LOSSES);
    }

    /** The control: without it the test above could be one that never loses anything. */
    @Test
    void nodesThatOnlyPretendToSyncDoLoseWhatTheyAcknowledged() {
        FailingDisk.needStrace();
        startAll();
        assertEquals(200, node("master").client().post("synced", 3).status());
        running.values().forEach(NodeProcess::kill);
        FailingDisk.pretendToSync(cluster);
        startAll();
        promises.ask(node("master"), NAMES.size());
        promises.awaitFurther(RECEIPTS_BETWEEN_LOSSES);

        loseAllPower();
        FailingDisk.heal(cluster);
        startAll();

        long held = DiskNodes.heldAtStart(node("master"));
        assertTrue(held < promises.mustHold("master"), () -> "held all " + held + " messages, synced or not");
        assertTrue(promises.brokenBy("master", node("master").client().messages()) > 0);
    }

    private void loseAllPower() {
        List<String> command = new ArrayList<>(List.of("perl", "-e", SHUT_DOWN));
        disks.values().forEach(disk -> command.add(disk.place().toString()));
        CommandRun.of(command.toArray(String[]::new)).expect(0);
        running.values().forEach(NodeProcess::kill);
        running.clear();
        promises.stop();
        disks.values().forEach(Mount::unmount);
        disks.values().forEach(Mount::mount);
    }

    /** All at once, for the time that it takes is that of the JVMs. */
    private void startAll() {
        Map<String, CompletableFuture<NodeProcess>> starting = new LinkedHashMap<>();
        NAMES.forEach(name -> starting.put(name, OwnThread.begin("start of " + name, () -> start(name))));
        starting.forEach((name, node) -> running.put(name, node.join()));
    }

    private NodeProcess start(String name) {
        return name.equals("master") ? nodes.startMaster() : nodes.startSecondary(name, "--reconnect-ms", "100");
    }

    private NodeProcess node(String name) {
        return Objects.requireNonNull(running.get(name));
    }
}
