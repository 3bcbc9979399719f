package replog.bench;

import java.util.Map;
import replog.bench.load.Figures;

/**
 * What came of one case.
 *
 * @param ceilingPerSecond what the bare server did just before and just after, with as many clients and as deep, on average
 * @param ceilingMicros what half of its answers took at most, in microseconds, likewise
 * @param processorMicros what each node took of the processor for a message, in microseconds, by the name of the node
 */
record Measured(
        Case what,
        Figures figures,
        double ceilingPerSecond,
        double ceilingMicros,
        Map<String, Double> processorMicros) {

    double messagesPerSecond() {
        return figures.perSecond() * what.messages();
    }

    double ratio() {
        return messagesPerSecond() / ceilingPerSecond;
    }
}
