package replog.master.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static replog.proto.message.FrameLimits.MAX_RUN_BYTES;
import static replog.proto.message.FrameLimits.MAX_RUN_MESSAGES;
import static replog.proto.sim.Samples.message;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import replog.proto.message.Body.AddMessage;
import replog.proto.message.Bytes;
import replog.proto.message.Frame;

/** Messages that travel in one AddMessage. */
class MessagesTogetherTest {

    private PlayedMaster master = new PlayedMaster(TestSettings.MASTER);
    private PlayedSecondary bonnie = master.joined(1, "bonnie");

    @Test
    void areSentInOneFrameWhereTheyWerePostedAtTheSameMoment() {
        bonnie.link().take();
        var first = master.postAtThisMoment("Msg0", 2);
        var second = master.postAtThisMoment("Msg1", 2);

        master.scheduler.runDue();
        assertEquals(
                List.of(new Frame(0, new AddMessage(List.of(message(0), message(1))))),
                bonnie.link().take());

        bonnie.answers(0, 2);
        assertEquals(1, first.outcomes.size());
        assertEquals(1, second.outcomes.size());
    }

    @Test
    void leaveWithTheirTurnWhereAClientWaitsAndElseOnceNoMoreAreFound() {
        for (int writeConcern : new int[] {0, 1, 2}) {
            bonnie.link().take();
            master.postAtThisMoment("Msg", writeConcern);
            master.postAtThisMoment("Msg", writeConcern);

            master.scheduler.runNext();
            assertEquals(writeConcern == 2 ? 1 : 0, bonnie.link().take().size(), "at w=" + writeConcern);

            master.scheduler.runDue();
            assertEquals(writeConcern == 2 ? 0 : 1, bonnie.link().take().size(), "at w=" + writeConcern);
        }
    }

    @Test
    void areSentAgainTogether() {
        master.postTogether(1, "Msg0", "Msg1");
        bonnie.link().take();

        master.scheduler.runFor(1500);

        assertEquals(List.of(new AddMessage(List.of(message(0), message(1)))), bonnie.got(AddMessage.class));
    }

    @Test
    void areNoMoreThanARunMayHave() {
        haveAList();
        List<String> texts = Collections.nCopies(2 * MAX_RUN_MESSAGES + 1, "");

        master.postTogether(1, texts.toArray(String[]::new));

        assertEquals(List.of(MAX_RUN_MESSAGES, MAX_RUN_MESSAGES, 1), sizesOf(bonnie.got(AddMessage.class)));
    }

    @Test
    void haveNoMoreBytesThanARunMayHaveUnlessASingleOneHas() {
        haveAList();
        String half = "x".repeat(MAX_RUN_BYTES / 2);
        String more = "x".repeat(MAX_RUN_BYTES + 1);

        master.postTogether(1, half, half, "x", more, "x");

        assertEquals(List.of(2, 1, 1, 1), sizesOf(bonnie.got(AddMessage.class)));
    }

    @Test
    void areFetchedAndNotSentWhereTheSecondaryIsAcceptedBetweenPostAndSending() {
        master.postAtThisMoment("Msg0", 1);
        PlayedSecondary clyde = master.joined(2, "clyde_");
        master.postAtThisMoment("Msg1", 1);

        master.scheduler.runDue();

        assertEquals(List.of(1L), clyde.gotMessages());
    }

    /** One that keeps its messages in pieces of the full size: what travels together is of one piece. */
    private void haveAList() {
        master = new PlayedMaster(TestSettings.MASTER);
        master.post(600, Bytes.of(new byte[1000]));
        bonnie = master.joined(1, "bonnie");
    }

    private static List<Integer> sizesOf(List<AddMessage> adds) {
        return adds.stream().map(add -> add.messages().size()).toList();
    }
}
