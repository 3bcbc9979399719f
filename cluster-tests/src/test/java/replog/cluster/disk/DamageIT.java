package replog.cluster.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import replog.cluster.harness.Answer;
import replog.cluster.harness.Cluster;
import replog.cluster.harness.CommandRun;
import replog.cluster.harness.NodeProcess;

/** Logs that something has damaged while their node was away: nobody ever guesses, and a torn tail is no damage. */
class DamageIT {

    private static final int SEGMENT_BYTES = 256 << 10;
    private static final int MESSAGES = 400;

    /** So long that the damaged part of the list is not among the newest, which are kept in memory. */
    private static final String TEXT = "x".repeat(30_000);

    /** Which message of a segment is damaged, and where that is in the file. */
    private static final int DAMAGED_MESSAGE = 4;

    private static final int DAMAGED_PLACE = DAMAGED_MESSAGE * 30_000 + 15_000;

    @RegisterExtension
    final Cluster cluster = new Cluster("--send-delay-ms", "0", "--segment-bytes", Integer.toString(SEGMENT_BYTES));

    @TempDir
    private Path folder;

    private DiskNodes nodes;
    private NodeProcess master;
    private NodeProcess bonnie;
    private List<String> list;

    @BeforeEach
    void fillBothLogs() {
        nodes = new DiskNodes(cluster, folder);
        master = nodes.startMaster();
        bonnie = startBonnie();
        cluster.awaitInStep(master, 1);
        list = new ArrayList<>();
        for (int i = 0; i < MESSAGES; i++) {
            list.add(i + TEXT);
            assertEquals(200, master.client().post(list.get(i), 2).status());
        }
    }

    @Test
    void aMasterWhoseIndexDoesNotVouchForADamagedSegmentRefusesToStartAndNamesFileAndPlace() {
        stop(master);
        LogFiles files = nodes.filesOf("master");
        String damaged = files.segments().get(3);
        files.flip(damaged, DAMAGED_PLACE);
        files.remove(indexOf(damaged));

        assertMasterRefusesBecauseOf(damaged);
    }

    @Test
    void aMasterThatMeetsDamageWhileItReadsShowsNoneOfItAndRefusesTheNextStart() {
        stop(master);
        LogFiles files = nodes.filesOf("master");
        String damaged = files.segments().get(3);
        files.flip(damaged, DAMAGED_PLACE);

        master = nodes.startMaster();
        long first = Long.parseLong(damaged.replace(".log", ""));
        List<Answer> answers = new ArrayList<>();
        for (long id = first; id < first + 10; id++) {
            answers.add(master.client().get("/messages/" + id));
        }

        assertTrue(answers.stream().anyMatch(answer -> answer.status() == 503), "no read has met the damage");
        for (int i = 0; i < answers.size(); i++) {
            Answer answer = answers.get(i);
            assertTrue(
                    answer.status() == 503
                            || answer.json().path("message").asString().equals(list.get((int) first + i)),
                    "a message that was never sent");
        }
        assertEquals("DISK_FAILED", master.client().health().path("state").asString());
        master.output().await(damaged);
        master.terminate();
        assertEquals(4, master.awaitExit());
        assertMasterRefusesBecauseOf(damaged);
    }

    @Test
    void aSecondarySetsDamageAsideAndFetchesItAgain() {
        stop(bonnie);
        LogFiles files = nodes.filesOf("bonnie");
        int segments = files.segments().size();
        String damaged = files.segments().get(3);
        files.flip(damaged, DAMAGED_PLACE);
        files.remove(indexOf(damaged));

        bonnie = startBonnie();

        assertSetAsideAndFetchedAgain(damaged, segments - 3);
    }

    @Test
    void aSecondaryThatMeetsDamageWhileItReadsEndsAndMendsItWhenItIsStartedAgain() {
        stop(bonnie);
        LogFiles files = nodes.filesOf("bonnie");
        int segments = files.segments().size();
        String damaged = files.segments().get(3);
        files.flip(damaged, DAMAGED_PLACE);

        bonnie = startBonnie();
        long first = Long.parseLong(damaged.replace(".log", ""));
        bonnie.client().get("/messages/" + (first + DAMAGED_MESSAGE));
        assertEquals(4, bonnie.awaitExit());
        bonnie = startBonnie();

        assertSetAsideAndFetchedAgain(damaged, segments - 3);
    }

    @Test
    void halfARecordBehindTheOthersIsCutAndNothingIsLost() {
        bonnie.kill();
        LogFiles files = nodes.filesOf("bonnie");
        files.append(files.lastSegment(), new byte[] {1, 2, 3, 4, 5, 6, 7});

        bonnie = startBonnie();

        bonnie.output().await("cut a torn tail of 7 bytes at the end of " + files.lastSegment());
        assertEquals(MESSAGES, DiskNodes.heldAtStart(bonnie));
        assertEquals(list, bonnie.client().messages());
    }

    @Test
    void aLastRecordWithoutItsEndIsCutAndFetchedAgain() {
        bonnie.kill();
        LogFiles files = nodes.filesOf("bonnie");
        files.cut(files.lastSegment(), 5);

        bonnie = startBonnie();

        bonnie.output().await("cut a torn tail of \\d+ bytes at the end of " + files.lastSegment());
        assertEquals(MESSAGES - 1, DiskNodes.heldAtStart(bonnie));
        cluster.awaitInStep(master, 1);
        assertEquals(list, bonnie.client().messages());
    }

    private void assertMasterRefusesBecauseOf(String damaged) {
        CommandRun run = DiskNodes.runToItsEnd(
                        "master-node", nodes.filesOf("master").directory())
                .expect(1);
        assertEquals(1, run.err().lines().count(), run::err);
        assertTrue(run.err().contains(damaged), run::err);
        assertTrue(run.err().matches("(?s).*\\b\\d{2,}\\b.*"), run::err);
        assertFalse((run.out() + run.err()).contains("Exception"), run::toString);
    }

    private void assertSetAsideAndFetchedAgain(String damaged, int setAside) {
        bonnie.output().await(damaged);
        bonnie.output().await("set " + damaged + " aside as " + damaged + ".damaged");
        cluster.awaitInStep(master, 1);
        assertEquals(list, bonnie.client().messages());
        List<String> kept = nodes.filesOf("bonnie").names().stream()
                .filter(name -> name.endsWith(".damaged"))
                .toList();
        assertEquals(setAside, kept.size(), kept::toString);
    }

    private NodeProcess startBonnie() {
        return nodes.startSecondary("bonnie", "--reconnect-ms", "100");
    }

    private static void stop(NodeProcess node) {
        node.terminate();
        assertEquals(0, node.awaitExit());
    }

    private static String indexOf(String segment) {
        return segment.replace(".log", ".index");
    }
}
