package replog.bench;

import java.util.Map;
import replog.bench.load.Figures;

/**
 * What came of one case.
 *
 * @param comparison beside the bare server
 * @param processorMicros what each node took of the processor for a message, in microseconds, by the name of the node
 */
record Measured(Case what, Comparison comparison, Map<String, Double> processorMicros) {

    Figures figures() {
        return comparison.figures();
    }

    double messagesPerSecond() {
        return figures().perSecond() * what.messages();
    }

    /** Messages, to the requests of the bare server. */
    double ratio() {
        return comparison.ratio() * what.messages();
    }
}
