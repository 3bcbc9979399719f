package replog.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import replog.bench.load.Figures;
import replog.bench.load.Load;

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

    /** One of the two that take turns. */
    interface Side {
        Figures measure(Load round) throws InterruptedException;
    }

    /** Measures, with this load in each round. */
    static Comparison of(Side server, Side bare, Load round) throws InterruptedException {
        List<Figures> ofServer = new ArrayList<>();
        List<Figures> between = new ArrayList<>(List.of(bare.measure(round)));
        for (int i = 0; i < ROUNDS; i++) {
            ofServer.add(server.measure(round));
            between.add(bare.measure(round));
        }
        return new Comparison(
                Figures.sum(ofServer),
                ratio(each(ofServer, Figures::perSecond), each(between, Figures::perSecond)),
                ratio(each(ofServer, Comparison::p50), each(between, Comparison::p50)));
    }

    /** The median of what each round has to the mean of what was measured just before and just after it. */
    static double ratio(List<Double> ofServer, List<Double> between) {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < ofServer.size(); i++) {
            ratios.add(ofServer.get(i) / ((between.get(i) + between.get(i + 1)) / 2));
        }
        return Medians.of(ratios);
    }

    private static List<Double> each(List<Figures> all, Function<Figures, Double> figure) {
        return all.stream().map(figure).toList();
    }

    private static double p50(Figures figures) {
        return figures.percentileMicros(50);
    }
}
