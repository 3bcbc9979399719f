package replog.cluster.sim;

import java.util.List;
import java.util.Optional;
import replog.master.core.AddOutcome;

/** A client that has posted one message: what it was told. */
final class SimClient {

    private final Invariants invariants;
    private Optional<AddOutcome> outcome = Optional.empty();

    SimClient(Invariants invariants) {
        this.invariants = invariants;
    }

    void answered(AddOutcome answer) {
        invariants.answered(answer, outcome);
        outcome = Optional.of(answer);
    }

    boolean isAnswered() {
        return outcome.isPresent();
    }

    /** Whom the receipt names, where the concern was met. */
    List<String> acknowledgedBy() {
        return outcome.map(answer -> ((AddOutcome.Met) answer).receipt().acknowledgedBy())
                .orElse(List.of());
    }
}
