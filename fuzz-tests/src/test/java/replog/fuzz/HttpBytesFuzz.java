package replog.fuzz;

import java.util.Arrays;
import java.util.List;
import replog.master.core.MasterNode;
import replog.master.net.MasterHttpApi;
import replog.node.http.EmbeddedConnection;
import replog.node.http.HttpAnswer;
import replog.node.http.HttpLimits;
import replog.node.http.Router;
import replog.proto.sim.VirtualScheduler;

/**
 * Bytes in pieces to a master's HTTP server with small limits. Whatever comes out must be well-formed answers, no more than
 * there were requests; a bug is never logged; little memory is kept, and none once the connection is gone; and the next
 * client is served.
 */
public final class HttpBytesFuzz {

    private static final int MAX_MESSAGE_BYTES = 64;
    private static final HttpLimits LIMITS =
            new HttpLimits(8, 256, 512, 1024, 1024, 1 << 20, 128, 512, 10_000, 300_000, 5_000, 4096);

    /** So many first bytes of an input say how the others are cut. */
    private static final int CUTS = 4;

    private static final int MAX_PIECE_BYTES = 128;

    /** Read bytes are thrown away every 16th time only, and a buffer grows by doubling. */
    private static final int MAX_KEPT_BYTES = 2 * (LIMITS.maxPipelinedBytes() + 17 * MAX_PIECE_BYTES);

    private static final int MAX_CONCERN_WAIT_MS = 300;

    private final Choices choices;
    private final VirtualScheduler scheduler = new VirtualScheduler();
    private final MasterNode master;
    private final EmbeddedConnection client;
    private final Answers answers = new Answers();
    private int lineEnds;

    private HttpBytesFuzz(Choices choices) {
        this.choices = choices;
        master = Masters.of(scheduler, MAX_MESSAGE_BYTES, 4);
        Router router = new MasterHttpApi(Runnable::run, master, MAX_MESSAGE_BYTES).router();
        router.post("/echo", (exchange, none) -> {
            Finding.unless(
                    exchange.body().length() <= LIMITS.maxHttpBodyBytes(),
                    "a body of {} bytes",
                    exchange.body().length());
            exchange.answer(
                    HttpAnswer.ok(json -> json.writeNumber(exchange.body().length())));
        });
        client = new EmbeddedConnection(router, LIMITS);
    }

    /** Called by the fuzzer. */
    public static void fuzzerTestOneInput(byte[] input) {
        LogWatch.begin();
        new HttpBytesFuzz(new Choices(input)).play();
    }

    private void play() {
        int[] cuts = new int[CUTS];
        Arrays.setAll(cuts, i -> choices.below(256));
        for (int piece = 0; choices.hasMore() && client.isOpen() && takesMore(); piece++) {
            int cut = cuts[piece % CUTS];
            send(choices.bytes(1 + cut % MAX_PIECE_BYTES));
            if (cut >= MAX_PIECE_BYTES) {
                pass(1000);
            }
        }
        master.stop(() -> {});
        pass(LIMITS.requestDeadlineMs());
        receive();
        answers.end();
        client.hangUp();
        Finding.unless(
                client.keptBytes() == 0, "{} bytes are kept after the end of the connection", client.keptBytes());
        servesTheNextClient();
        LogWatch.check();
    }

    private void send(byte[] piece) {
        for (byte b : piece) {
            lineEnds += b == '\n' ? 1 : 0;
        }
        client.send(piece);
        receive();
        Finding.unless(client.keptBytes() <= MAX_KEPT_BYTES, "{} bytes are kept", client.keptBytes());
    }

    private void receive() {
        answers.add(client.receivedBytes());
        LogWatch.check();
        // The shortest request has two lines; a last one may be refused before any line ends.
        Finding.unless(answers.count() <= lineEnds / 2 + 1, "{} answers to {} lines", answers.count(), lineEnds);
    }

    /** A server that does not read has to read again once it has answered, which may take until somebody gives up. */
    private boolean takesMore() {
        if (!client.isReadFrom()) {
            pass(MAX_CONCERN_WAIT_MS);
        }
        return client.isReadFrom();
    }

    private void pass(long ms) {
        scheduler.runFor(ms);
        client.pass(ms);
        receive();
    }

    /** Also with a body in parts, which needs what the first client may have left of the room for bodies. */
    private void servesTheNextClient() {
        EmbeddedConnection next = client.another();
        Answers nextAnswers = new Answers();
        String body = "x".repeat(LIMITS.maxHttpBodyBytes() / 2);
        next.send("GET /health HTTP/1.1\r\nHost: h\r\n\r\n");
        next.send("POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: " + 2 * body.length() + "\r\n\r\n");
        next.send(body);
        next.send(body);
        nextAnswers.add(next.receivedBytes());
        nextAnswers.end();
        Finding.unless(
                nextAnswers.statuses().equals(List.of(200, 200))
                        && nextAnswers.last().equals(String.valueOf(LIMITS.maxHttpBodyBytes())),
                "the next client gets {}, at last {}",
                nextAnswers.statuses(),
                nextAnswers.last());
        next.hangUp();
    }
}
