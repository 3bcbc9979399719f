package replog.node.http;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The present time as HTTP writes it, made anew at most once a second. Any thread. */
final class HttpDate {

    private static final DateTimeFormatter IMF_FIXDATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private record Shown(long second, String text) {}

    // Two threads that make the new one at the same time make the same.
    private static volatile Shown shown = new Shown(-1, "");

    private HttpDate() {}

    static String now() {
        long second = Math.floorDiv(System.currentTimeMillis(), 1000);
        Shown last = shown;
        if (last.second() != second) {
            last = new Shown(second, IMF_FIXDATE.format(Instant.ofEpochSecond(second)));
            shown = last;
        }
        return last.text();
    }
}
