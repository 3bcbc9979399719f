package replog.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonTest {

    @Test
    void eachRoundIsSeenBesideItsNeighbours() {
        assertEquals(0.5, Comparison.ratio(List.of(50.0, 10.0, 5.0), List.of(80.0, 120.0, 8.0, 12.0)), 1e-9);
    }

    @Test
    void aRoundThatWasSpoiltDecidesNothing() {
        List<Double> between = List.of(100.0, 100.0, 100.0, 100.0, 100.0, 100.0);

        assertEquals(0.8, Comparison.ratio(List.of(80.0, 81.0, 3.0, 79.0, 900.0), between), 1e-9);
    }
}
