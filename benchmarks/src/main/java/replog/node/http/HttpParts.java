package replog.node.http;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import replog.proto.message.Bytes;
import replog.proto.message.LogMessage;
import replog.proto.message.RecordCursor;
import replog.proto.message.RecordFormat;

/** What HTTP does with a message of 100 bytes: bodies are read, and lists written. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class HttpParts {

    private static final int TOGETHER = 64;
    private static final String TEXT = "\"" + "m".repeat(100) + "\"";

    private final Bytes one = Bytes.utf8("{\"message\":" + TEXT + ",\"writeConcern\":3}");
    private final Bytes many =
            Bytes.utf8("{\"messages\":[" + (TEXT + ",").repeat(TOGETHER - 1) + TEXT + "],\"writeConcern\":3}");
    private final RecordCursor record = cursorAt(new LogMessage(1_000_000, Bytes.EMPTY, Bytes.utf8("m".repeat(100))));
    private final JsonBytes out = new JsonBytes();

    @Benchmark
    public Bytes readOne() throws BadRequest {
        JsonObject fields = JsonObject.read(one, List.of("message", "writeConcern"));
        fields.integer("writeConcern", 0, Integer.MAX_VALUE);
        return fields.text("message");
    }

    @Benchmark
    public List<Bytes> readSixtyFour() throws BadRequest {
        return JsonObject.read(many, List.of("messages", "writeConcern")).texts("messages");
    }

    @Benchmark
    public int writeOneOfAList() {
        out.clear();
        return MessageJson.write(out, record, 0);
    }

    private static RecordCursor cursorAt(LogMessage message) {
        byte[] bytes = new byte[RecordFormat.sizeOf(message, false)];
        RecordFormat.write(bytes, 0, message, 0);
        RecordCursor cursor = new RecordCursor(bytes, 0, bytes.length);
        cursor.head();
        return cursor;
    }
}
