package replog.proto.message;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class Utf8Test {

    @Test
    void findsAFaultInEveryPlace() {
        for (int length = 1; length <= 17; length++) {
            for (int place = 0; place < length; place++) {
                byte[] bytes = new byte[length + 2];
                bytes[1 + place] = (byte) 0xff;

                assertEquals(OptionalInt.of(place), Utf8.firstFault(Bytes.of(bytes, 1, length)));
            }
        }
    }
}
