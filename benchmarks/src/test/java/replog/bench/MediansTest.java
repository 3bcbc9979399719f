package replog.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class MediansTest {

    @Test
    void oneThatWentWrongDoesNotCount() {
        assertEquals(0.8, Medians.of(List.of(0.9, 0.1, 0.8)));
        assertEquals(2, Medians.of(List.of(100.0, 1.0, 2.0, 3.0, 1.5)));
    }

    @Test
    void anEvenNumberHasNone() {
        assertThrows(IllegalArgumentException.class, () -> Medians.of(List.of(1.0, 2.0)));
    }
}
