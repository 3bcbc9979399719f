package replog.bench;

import java.util.List;
import java.util.Locale;

/** The ratios as a picture: a bar for each case, in SVG. */
final class Chart {

    private static final int WIDTH = 900;
    private static final int NAME_WIDTH = 330;
    private static final int BAR_HEIGHT = 18;
    private static final int LINE_HEIGHT = 26;
    private static final int TOP = 44;
    private static final int FIGURE_WIDTH = 120;

    /** Of what is in memory, and of what is on disk. */
    private static final String[] COLOURS = {"#2f6fb0", "#b0662f"};

    private Chart() {}

    /** One bar for each; those beyond {@code maxRatio} end there. */
    static String of(String title, List<Measured> all, double maxRatio) {
        StringBuilder svg = new StringBuilder();
        int height = TOP + all.size() * LINE_HEIGHT + LINE_HEIGHT;
        add(svg, "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\"", WIDTH, height);
        add(svg, " font-family=\"sans-serif\" font-size=\"13\">%n");
        add(svg, "<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>%n", WIDTH, height);
        add(svg, "<text x=\"10\" y=\"24\" font-size=\"15\" font-weight=\"bold\">%s</text>%n", title);
        for (int i = 0; i < all.size(); i++) {
            addBar(svg, all.get(i), TOP + i * LINE_HEIGHT, maxRatio);
        }
        return svg.append("</svg>\n").toString();
    }

    private static void addBar(StringBuilder svg, Measured measured, int top, double maxRatio) {
        double whole = WIDTH - NAME_WIDTH - FIGURE_WIDTH;
        double bar = whole * Math.min(1, measured.ratio() / maxRatio);
        int textAt = top + BAR_HEIGHT - 4;
        String colour = COLOURS[measured.what().onDisk() ? 1 : 0];
        add(svg, "<text x=\"10\" y=\"%d\">%s</text>%n", textAt, measured.what().what());
        add(svg, "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" ", NAME_WIDTH, top, bar);
        add(svg, "height=\"%d\" fill=\"%s\"/>%n", BAR_HEIGHT, colour);
        add(svg, "<text x=\"%.1f\" y=\"%d\">%.2f", NAME_WIDTH + bar + 6, textAt, measured.ratio());
        add(svg, " <tspan fill=\"#666666\">%,.0f/s</tspan></text>%n", measured.messagesPerSecond());
    }

    private static void add(StringBuilder svg, String format, Object... arguments) {
        svg.append(String.format(Locale.ROOT, format, arguments));
    }
}
