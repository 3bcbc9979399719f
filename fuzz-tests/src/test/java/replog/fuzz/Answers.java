package replog.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectMapper;

/**
 * Reads what a server sends as HTTP/1.1 responses, strictly, and without knowing what was asked: every content is JSON, so
 * the head of a next response is no content. Whatever is not well-formed is a finding.
 */
final class Answers {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String STATUS_START = "HTTP/1.1 ";
    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.1 [1-5]\\d\\d [ -~]*");
    private static final Pattern FIELD_LINE = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+: [ -~\u0080-\u00ff]*");
    private static final Pattern CHUNK_SIZE = Pattern.compile("[0-9a-f]{1,7}");
    private static final int CONTINUE = 100;

    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private final List<Integer> statuses = new ArrayList<>();
    private String text = "";
    private int at;
    private boolean closes;
    private String last = "";

    /** Takes in what has come; {@link #end} reads it. */
    void add(byte[] bytes) {
        received.writeBytes(bytes);
    }

    /** How many answers have begun, as far as one can tell while they come; each content is JSON without line ends. */
    int count() {
        String all = received.toString(ISO_8859_1);
        int count = 0;
        for (int next = all.indexOf(STATUS_START); next >= 0; next = all.indexOf(STATUS_START, next + 1)) {
            boolean isLineStart = next == 0 || !isText(all.charAt(next - 1)) || all.charAt(next - 1) == '}';
            count += isLineStart && !all.startsWith(STATUS_START + CONTINUE, next) ? 1 : 0;
        }
        return count;
    }

    /** Nothing more comes: all that came is whole. */
    void end() {
        text = received.toString(ISO_8859_1);
        at = 0;
        while (at < text.length()) {
            Finding.unless(!closes, "it goes on behind its last answer: {}", shown());
            readAnswer();
        }
    }

    /** Those that {@link #end} has read, without those that only tell the client to go on. */
    List<Integer> statuses() {
        return List.copyOf(statuses);
    }

    /** The content of the last answer. */
    String last() {
        return last;
    }

    private static boolean isText(char c) {
        return c >= ' ';
    }

    private void readAnswer() {
        String statusLine = line();
        Finding.unless(STATUS_LINE.matcher(statusLine).matches(), "no status line: {}", statusLine);
        int status = Integer.parseInt(statusLine.substring(STATUS_START.length(), STATUS_START.length() + 3));
        Map<String, String> fields = readFields();
        if (status == CONTINUE) {
            return;
        }
        statuses.add(status);
        closes = "close".equals(fields.get("connection"));
        Finding.unless(
                fields.containsKey("date") && fields.containsKey("content-type"), "fields are missing: {}", fields);
        boolean hasLength = fields.containsKey("content-length");
        boolean isChunked = fields.containsKey("transfer-encoding");
        Finding.unless(!(hasLength && isChunked), "it has two lengths: {}", fields);
        if (isChunked) {
            last = chunks();
        } else if (at == text.length() || text.startsWith(STATUS_START, at)) {
            return; // The answer to a HEAD.
        } else {
            Finding.unless(hasLength || closes, "nobody knows where it ends: {}", fields);
            last = take(hasLength ? Integer.parseInt(fields.getOrDefault("content-length", "")) : text.length() - at);
        }
        checkContent();
    }

    private Map<String, String> readFields() {
        Map<String, String> fields = new HashMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            Finding.unless(FIELD_LINE.matcher(line).matches(), "no header field: {}", line);
            int colon = line.indexOf(':');
            String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
            Finding.unless(fields.put(name, line.substring(colon + 2)) == null, "{} is there twice", name);
        }
        return fields;
    }

    private String chunks() {
        StringBuilder content = new StringBuilder();
        int size = chunkSize();
        while (size > 0) {
            content.append(take(size));
            Finding.unless(line().isEmpty(), "the chunk does not end: {}", shown());
            size = chunkSize();
        }
        Finding.unless(line().isEmpty(), "the last chunk does not end: {}", shown());
        return content.toString();
    }

    private int chunkSize() {
        String size = line();
        Finding.unless(CHUNK_SIZE.matcher(size).matches(), "no size of a chunk: {}", size);
        return Integer.parseInt(size, 16);
    }

    private String line() {
        int end = text.indexOf("\r\n", at);
        Finding.unless(end >= 0, "a line does not end: {}", shown());
        String line = text.substring(at, end);
        at = end + 2;
        return line;
    }

    private String take(int length) {
        Finding.unless(length <= text.length() - at, "it is cut off: {}", shown());
        String taken = text.substring(at, at + length);
        at += length;
        return taken;
    }

    private void checkContent() {
        try {
            JSON.readTree(last.getBytes(ISO_8859_1));
        } catch (JacksonException e) {
            Finding.unless(false, "the content is no JSON ({}): {}", e.getOriginalMessage(), last);
        }
    }

    private String shown() {
        return text.substring(at, Math.min(text.length(), at + 200));
    }
}
