package replog.secondary.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeldAnswersTest {

    private final HeldAnswers answers = new HeldAnswers();
    private final List<String> given = new ArrayList<>();

    @Test
    void givesWhatIsDueInItsOrderAndKeepsTheRest() {
        answers.add(0, 1, () -> given.add("first"));
        answers.add(1, 2, () -> given.add("second"));
        answers.add(2, 3, () -> given.add("third"));

        answers.heldUpTo(2);
        assertEquals(List.of("first", "second"), given);

        answers.heldUpTo(3);
        assertEquals(List.of("first", "second", "third"), given);
    }

    @Test
    void givesEachAnswerOnce() {
        answers.add(0, 1, () -> given.add("first"));

        answers.heldUpTo(1);
        answers.heldUpTo(2);

        assertEquals(List.of("first"), given);
    }
}
