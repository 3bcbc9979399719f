import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Draws lines of text from standard input as a terminal would show them, cut at a width: {@code java DrawTerminal.java}. */
final class DrawTerminal {

    private static final int COLUMNS = 150;
    private static final double COLUMN = 7.23;
    private static final int ROW = 17;

    private DrawTerminal() {}

    public static void main(String[] arguments) throws IOException {
        List<String> lines;
        try (var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            lines = in.lines().toList();
        }
        StringBuilder svg = new StringBuilder();
        svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 ").append((int) (COLUMNS * COLUMN) + 24)
                .append(' ').append(lines.size() * ROW + 22).append("\" font-size=\"12\" ")
                .append("font-family=\"ui-monospace, Menlo, Consolas, DejaVu Sans Mono, monospace\" xml:space=\"preserve\">\n")
                .append("<rect width=\"100%\" height=\"100%\" rx=\"6\" fill=\"#0d1117\"/>\n");
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            String shown = line.length() > COLUMNS ? line.substring(0, COLUMNS - 1) + "…" : line;
            svg.append("<text x=\"12\" y=\"").append(i * ROW + 22).append("\" fill=\"").append(colour(line)).append("\">")
                    .append(shown.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")).append("</text>\n");
        }
        System.out.print(svg.append("</svg>\n"));
    }

    private static String colour(String line) {
        if (line.contains("invalidated") || line.contains("late answer")) {
            return "#ff7b72";
        } else if (line.contains("write concern met")) {
            return "#7ee787";
        } else if (line.contains("waits for")) {
            return "#f2cc60";
        }
        return line.contains("sending") ? "#79c0ff" : "#c9d1d9";
    }
}
