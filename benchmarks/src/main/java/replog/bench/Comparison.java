package replog.bench;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import replog.bench.load.Figures;
import replog.bench.load.Load;
import replog.bench.load.LoadRun;

/**
 * What a server did under a load, beside the bare server under the same. They are measured by turns, in short rounds: what
 * else goes on on the machine meets both, and a round that it spoils decides nothing, since the ratios are medians.
 *
 * @param figures what the server did in all rounds together
 * @param ratio its requests per second, to those of the bare server just before and just after
 * @param ratioOfP50 what half of its answers took at most, to that of the bare server, likewise
 */
record Comparison(Figures figures, double ratio, double ratioOfP50) {

    /** An odd number, so that one of them has the median. */
    static final int ROUNDS = 5;

    /**
     * Measures.
     *
     * @param request what the server is asked
     * @param bare what the bare server is asked meanwhile
     * @param round the load of each round
     */
    static Comparison of(InetSocketAddress server, byte[] request, Ceiling ceiling, byte[] bare, Load round)
            throws InterruptedException {
        List<Figures> ofServer = new ArrayList<>();
        List<Figures> between = new ArrayList<>(List.of(ceiling.measure(bare, round)));
        for (int i = 0; i < ROUNDS; i++) {
            ofServer.add(LoadRun.run(server, request, round));
            between.add(ceiling.measure(bare, round));
        }
        return new Comparison(
                Figures.sum(ofServer),
                median(ofServer, between, Figures::perSecond),
                median(ofServer, between, figures -> figures.percentileMicros(50)));
    }

    private static double median(List<Figures> ofServer, List<Figures> between, ToDoubleFunction<Figures> figure) {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < ofServer.size(); i++) {
            double before = figure.applyAsDouble(between.get(i));
            double after = figure.applyAsDouble(between.get(i + 1));
            ratios.add(figure.applyAsDouble(ofServer.get(i)) / ((before + after) / 2));
        }
        return Medians.of(ratios);
    }
}
