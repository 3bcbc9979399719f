import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Draws a run of a cluster from the logs of its nodes: {@code java DrawRun.java FOLDER} reads {@code master.log},
 * {@code bonnie.log}, {@code clyde_.log} and {@code client.tsv} (start, end, what was asked, what was answered; times in
 * milliseconds since 1970) and prints an SVG. Time runs to the right, one lane for each node.
 */
final class DrawRun {

    private static final int LEFT = 92;
    private static final int WIDTH = 1180;
    private static final int CLIENT_TOP = 64;
    private static final int CLIENT_ROW = 26;
    private static final int LANE_GAP = 120;
    private static final int LEGEND = 66;
    private static final int LABEL_WIDTH = 330;
    private static final String[] COLOURS = {"#1f6feb", "#1a7f37", "#bf3989", "#9a6700"};

    private static final Pattern LINE = Pattern.compile("\\[ *(\\d+\\.\\d{3})s] \\[[^]]*] \\[\\w+] \\[([^]]*)] (.*)");
    private static final Pattern BEGIN = Pattern.compile("version .*, at (\\S+)");
    private static final Pattern SENDING =
            Pattern.compile("sending request (-?\\d+) (\\w+).*\\(artificially delayed by (\\d+)ms\\)");
    private static final Pattern ARRIVED = Pattern.compile("(?:(holds|keeps|ignoring duplicate)) #(\\d+) .*");

    private static final Pattern RECEIPT = Pattern.compile("\"acknowledgedBy\":\\[(.*?)].*\"elapsedMs\":(\\d+)");

    private record Event(double atMs, String source, String text) {}

    private record Request(double startMs, double endMs, String asked, String answered) {}

    private record Node(String name, List<Event> events) {}

    private final StringBuilder svg = new StringBuilder();
    private final List<Node> nodes;
    private final List<Request> requests;
    private final double firstMs;
    private final double lastMs;

    private DrawRun(List<Node> nodes, List<Request> requests) {
        this.nodes = nodes;
        this.requests = requests;
        this.firstMs = nodes.get(0).events().get(0).atMs();
        double end = requests.stream().mapToDouble(Request::endMs).max().orElseThrow();
        this.lastMs = end + 2500;
    }

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        List<Node> nodes = new ArrayList<>();
        for (String name : List.of("master", "bonnie", "clyde_")) {
            nodes.add(new Node(name, events(Files.readAllLines(folder.resolve(name + ".log")))));
        }
        List<Request> requests = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve("client.tsv"))) {
            String[] field = line.split("\t");
            requests.add(new Request(Double.parseDouble(field[0]), Double.parseDouble(field[1]), field[2], field[3]));
        }
        System.out.print(new DrawRun(nodes, requests).draw());
    }

    /** The events of one log, in milliseconds since 1970: its first line tells the time of day. */
    private static List<Event> events(List<String> lines) {
        List<Event> events = new ArrayList<>();
        double startMs = 0;
        for (String line : lines) {
            Matcher parts = LINE.matcher(line);
            if (!parts.matches()) {
                continue;
            }
            double sinceStartMs = 1000 * Double.parseDouble(parts.group(1));
            Matcher begin = BEGIN.matcher(parts.group(3));
            if (begin.matches()) {
                startMs = Instant.parse(begin.group(1)).toEpochMilli() - sinceStartMs;
            }
            events.add(new Event(startMs + sinceStartMs, parts.group(2), parts.group(3)));
        }
        return events;
    }

    private String draw() {
        int height = laneY(nodes.size() - 1) + 50 + LEGEND;
        add("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"Helvetica, Arial, sans-serif\" "
                + "font-size=\"13\">", LEFT + WIDTH + 30, height);
        add("<rect width=\"100%%\" height=\"100%%\" fill=\"#ffffff\"/>");
        add("<defs><marker id=\"tip\" viewBox=\"0 0 8 8\" refX=\"8\" refY=\"4\" markerWidth=\"7\" markerHeight=\"7\" "
                + "orient=\"auto\"><path d=\"M0,0 L8,4 L0,8 z\" fill=\"context-stroke\"/></marker></defs>");
        drawTime(height);
        drawClients();
        for (int lane = 0; lane < nodes.size(); lane++) {
            drawLane(lane);
        }
        for (int lane = 1; lane < nodes.size(); lane++) {
            drawMessages(lane);
            drawRequestsOf(lane);
        }
        drawLegend(height - LEGEND + 10);
        add("</svg>");
        return svg.toString();
    }

    private void drawTime(int height) {
        for (int second = 0; second * 1000 <= lastMs - firstMs; second++) {
            double x = x(firstMs + second * 1000);
            add("<line x1=\"%.1f\" y1=\"34\" x2=\"%.1f\" y2=\"%d\" stroke=\"#eaeef2\"/>", x, x, height - LEGEND);
            if (second % 2 == 0) {
                text(x, 26, "middle", "#57606a", second + " s");
            }
        }
    }

    private void drawClients() {
        text(LEFT - 10, CLIENT_TOP + 2, "end", "#24292f", "clients");
        for (int i = 0; i < requests.size(); i++) {
            Request request = requests.get(i);
            double from = x(request.startMs());
            double to = Math.max(x(request.endMs()), from + 3);
            int y = CLIENT_TOP - 12 + i * CLIENT_ROW;
            String colour = COLOURS[i % COLOURS.length];
            add("<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"14\" rx=\"3\" fill=\"%s\" fill-opacity=\"0.25\" "
                    + "stroke=\"%s\"/>", from, y, to - from, colour, colour);
            boolean inside = to - from > LABEL_WIDTH;
            text(inside ? from + 6 : to + 6, y + 11.5, "start", colour, request.asked() + " → " + receipt(request));
        }
    }

    private static String receipt(Request request) {
        Matcher receipt = RECEIPT.matcher(request.answered());
        if (!receipt.find()) {
            throw new IllegalArgumentException("no receipt: " + request.answered());
        }
        String holders = receipt.group(1).replace("\"", "").replace(",", ", ");
        return holders + String.format(Locale.ROOT, " (%.1f s)", Integer.parseInt(receipt.group(2)) / 1000.0);
    }

    private void drawLane(int lane) {
        Node node = nodes.get(lane);
        int y = laneY(lane);
        double from = x(node.events().get(0).atMs());
        text(LEFT - 10, y + 4, "end", "#24292f", node.name());
        add("<line x1=\"%.1f\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"#24292f\" stroke-width=\"2\"/>",
                from, y, LEFT + WIDTH, y);
        add("<circle cx=\"%.1f\" cy=\"%d\" r=\"4\" fill=\"#24292f\"/>", from, y);
        for (Event event : node.events()) {
            if (event.text().startsWith("caught up")) {
                flag(event.atMs(), y, "caught up");
            }
        }
    }

    /** Each attempt of the master to send a message to the node of this lane. */
    private void drawMessages(int lane) {
        Node node = nodes.get(lane);
        List<Event> arrivals = new ArrayList<>(node.events());
        for (Event event : nodes.get(0).events()) {
            if (!event.source().equals("Endpoint,id=" + node.name())) {
                continue;
            }
            Matcher sending = SENDING.matcher(event.text());
            if (sending.matches() && sending.group(2).equals("AddMessage")) {
                double writtenMs = event.atMs() + Double.parseDouble(sending.group(3));
                Event arrival = takeArrival(arrivals, sending.group(1), writtenMs);
                if (arrival != null) {
                    drawAttempt(event.atMs(), arrival, lane, Integer.parseInt(sending.group(1)));
                }
            } else if (event.text().startsWith("invalidated") && event.text().contains("AddMessage")) {
                double x = x(event.atMs());
                int y = laneY(0);
                add("<path d=\"M%.1f,%d l7,7 m0,-7 l-7,7\" stroke=\"#cf222e\" stroke-width=\"1.6\"/>", x - 3.5, y - 13);
            }
        }
    }

    /** The first event after {@code writtenMs} that tells of the message's arrival; each is taken once. */
    private static Event takeArrival(List<Event> arrivals, String messageId, double writtenMs) {
        for (Event event : arrivals) {
            Matcher arrived = ARRIVED.matcher(event.text());
            if (event.atMs() > writtenMs - 40 && arrived.matches() && arrived.group(2).equals(messageId)) {
                arrivals.remove(event);
                return event;
            }
        }
        return null;
    }

    private void drawAttempt(double sentMs, Event arrival, int lane, int messageId) {
        String colour = COLOURS[messageId % COLOURS.length];
        boolean duplicate = arrival.text().startsWith("ignoring");
        boolean behindGap = arrival.text().startsWith("keeps");
        add("<line x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\" stroke=\"%s\" stroke-width=\"1.6\"%s "
                + "marker-end=\"url(#tip)\"/>", x(sentMs), laneY(0), x(arrival.atMs()), laneY(lane) - 5, colour,
                duplicate ? " stroke-dasharray=\"2 4\"" : "");
        add("<circle cx=\"%.1f\" cy=\"%d\" r=\"5\" fill=\"%s\" stroke=\"%s\" stroke-width=\"1.6\"/>", x(arrival.atMs()),
                laneY(lane), behindGap ? "#fff8c5" : duplicate ? "#ffffff" : colour, colour);
    }

    /** What the node of this lane asks of the master: Hello, a page, to be noted as ready. */
    private void drawRequestsOf(int lane) {
        double labelEnd = 0;
        for (Event event : nodes.get(lane).events()) {
            Matcher sending = SENDING.matcher(event.text());
            if (sending.matches()) {
                double arrivesMs = event.atMs() + Double.parseDouble(sending.group(3));
                add("<line x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\" stroke=\"#8c959f\" stroke-dasharray=\"5 3\" "
                        + "marker-end=\"url(#tip)\"/>", x(event.atMs()), laneY(lane), x(arrivesMs), laneY(0) + 4);
                double label = Math.max(x(event.atMs()) + 2, labelEnd);
                text(label, laneY(lane) + 18, "start", "#57606a", sending.group(2));
                labelEnd = label + 8 * sending.group(2).length() + 4;
            }
        }
    }

    private void drawLegend(int y) {
        int x = LEFT;
        add("<circle cx=\"%d\" cy=\"%d\" r=\"5\" fill=\"%s\"/>", x, y, COLOURS[0]);
        text(x + 10, y + 4, "start", "#57606a", "message held");
        add("<circle cx=\"%d\" cy=\"%d\" r=\"5\" fill=\"#fff8c5\" stroke=\"%s\" stroke-width=\"1.6\"/>", x + 130, y, COLOURS[0]);
        text(x + 140, y + 4, "start", "#57606a", "waits behind a gap");
        add("<circle cx=\"%d\" cy=\"%d\" r=\"5\" fill=\"#ffffff\" stroke=\"%s\" stroke-width=\"1.6\"/>", x + 300, y, COLOURS[0]);
        text(x + 310, y + 4, "start", "#57606a", "duplicate, ignored");
        add("<path d=\"M%d,%d l7,7 m0,-7 l-7,7\" stroke=\"#cf222e\" stroke-width=\"1.6\"/>", x + 462, y - 3);
        text(x + 474, y + 4, "start", "#57606a", "an attempt unanswered for 1500 ms; it is sent again");
        add("<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"#8c959f\" stroke-dasharray=\"5 3\"/>", x + 830, y, x + 860, y);
        text(x + 868, y + 4, "start", "#57606a", "a secondary's request to the master");
        text(x, y + 28, "start", "#57606a",
                "Slanted lines take as long as the artificial delay of their request (1000-2000 ms); answers are not delayed.");
    }

    private void flag(double atMs, int y, String label) {
        double x = x(atMs);
        add("<line x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\" stroke=\"#24292f\"/>", x, y, x, y + 34);
        text(x + 4, y + 36, "start", "#24292f", label);
    }

    private int laneY(int lane) {
        return CLIENT_TOP + requests.size() * CLIENT_ROW + 30 + lane * LANE_GAP;
    }

    private double x(double atMs) {
        return LEFT + WIDTH * (atMs - firstMs) / (lastMs - firstMs);
    }

    private void text(double x, double y, String anchor, String colour, String text) {
        String safe = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        svg.append(String.format(Locale.ROOT, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" fill=\"%s\">", x, y, anchor, colour))
                .append(safe).append("</text>\n");
    }

    private void add(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
