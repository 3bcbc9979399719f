package replog.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import replog.master.core.MasterNode;
import replog.master.net.MasterHttpApi;
import replog.node.http.EmbeddedConnection;
import replog.node.http.HttpLimits;
import replog.proto.sim.VirtualScheduler;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * Any bytes as the body of POST /newMessage, against a real master. It is taken where, and only where, another reading of
 * the same bytes takes it, with the same text, write concern and time-out; else the answer is a 400 or a 413.
 */
public final class JsonBodyFuzz {

    private static final int MAX_MESSAGE_BYTES = 64;
    private static final HttpLimits LIMITS = HttpLimits.of(MAX_MESSAGE_BYTES, 1);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** A byte that is never UTF-8: behind it each byte stands for one of the pieces. */
    private static final byte IN_PIECES = -1;

    private static final String[] PIECES = {
        "{",
        "}",
        ",",
        ":",
        "[",
        "]",
        "\"message\":",
        "\"writeConcern\":",
        "\"timeoutMs\":",
        "\"m\\u0065ssage\":",
        "\"a\"",
        "\"\\ud83d\\ude00\"",
        "\"\\ud83d\"",
        "0",
        "1",
        "2",
        "-0",
        "1.0",
        "2147483647",
        "2147483648",
        "null",
        "true",
        " ",
        "\""
    };

    private final VirtualScheduler scheduler = new VirtualScheduler();
    private final MasterNode master;
    private final EmbeddedConnection client;

    private JsonBodyFuzz() {
        master = Masters.of(scheduler, MAX_MESSAGE_BYTES, 1);
        client = new EmbeddedConnection(new MasterHttpApi(Runnable::run, master, MAX_MESSAGE_BYTES).router(), LIMITS);
    }

    /** Called by the fuzzer. */
    public static void fuzzerTestOneInput(byte[] input) {
        LogWatch.begin();
        byte[] body = bodyOf(input);
        if (body.length <= LIMITS.maxHttpBodyBytes()) {
            new JsonBodyFuzz().play(body);
        }
    }

    /** Bytes alone seldom say the same name twice. */
    private static byte[] bodyOf(byte[] input) {
        if (input.length == 0 || input[0] != IN_PIECES) {
            return input;
        }
        StringBuilder body = new StringBuilder();
        for (int i = 1; i < input.length; i++) {
            body.append(PIECES[Byte.toUnsignedInt(input[i]) % PIECES.length]);
        }
        return body.toString().getBytes(UTF_8);
    }

    private void play(byte[] body) {
        NewMessageReading expected = NewMessageReading.of(body);
        client.send(("POST /newMessage HTTP/1.1\r\nHost: h\r\nContent-Length: " + body.length + "\r\n\r\n")
                .getBytes(UTF_8));
        client.send(body);
        LogWatch.check();
        if (expected.isTaken() && expected.textBytes() <= MAX_MESSAGE_BYTES) {
            checkTaken(expected);
        } else {
            int status = answer().status();
            Finding.unless(status == (expected.isTaken() ? 413 : 400), "{} is answered {}", expected, status);
            Finding.unless(master.log().firstGap() == 0, "it was refused and stored");
        }
        client.hangUp();
        LogWatch.check();
    }

    private void checkTaken(NewMessageReading expected) {
        Finding.unless(master.log().firstGap() == 1, "{} was not stored", expected);
        master.log().read(0, 1, Long.MAX_VALUE, page -> {
            String text = page.messages().get(0).text().utf8();
            Finding.unless(text.equals(expected.text()), "{} was stored as {}", expected, text);
        });
        if (expected.writeConcern() <= 1) {
            checkReceipt(expected, answer(), expected.writeConcern() == 0 ? 202 : 200);
        } else if (expected.timeoutMs() == 0) {
            scheduler.runDue(); // It is sent to the secondaries, if there were any.
            Finding.unless(
                    master.health().waiting() == 1 && scheduler.size() == 0, "{} does not wait for ever", expected);
            master.stop(() -> {});
            checkReceipt(expected, answer(), 503);
        } else {
            scheduler.runFor(expected.timeoutMs() - 1);
            Finding.unless(master.health().waiting() == 1, "{} was given up too early", expected);
            scheduler.runFor(1);
            checkReceipt(expected, answer(), 504);
        }
    }

    private static void checkReceipt(NewMessageReading expected, Answer answer, int status) {
        JsonNode receipt = status >= 400 ? answer.content().path("receipt") : answer.content();
        Finding.unless(
                answer.status() == status && receipt.path("writeConcern").asLong(-1) == expected.writeConcern(),
                "{} is answered {}",
                expected,
                answer);
    }

    private Answer answer() {
        Answers answers = new Answers();
        answers.add(client.receivedBytes());
        answers.end();
        Finding.unless(answers.statuses().size() == 1, "answers: {}", answers.statuses());
        return new Answer(
                answers.statuses().get(0), JSON.readTree(answers.last().getBytes(ISO_8859_1)));
    }

    private record Answer(int status, JsonNode content) {}
}
