package replog.bench.parts;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import replog.proto.message.Body.AddMessage;
import replog.proto.message.Body.MessageAdded;
import replog.proto.message.Bytes;
import replog.proto.message.Frame;
import replog.proto.message.LogMessage;
import replog.proto.wire.FrameFormat;

/** The two frames that each message takes: to the secondary, and back. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class FrameParts {

    private static final int MAX_TEXT_BYTES = 1 << 20;

    private final Frame request =
            new Frame(1_000_000, new AddMessage(new LogMessage(1_000_000, Bytes.EMPTY, Bytes.utf8("m".repeat(100)))));
    private final Frame answer = new Frame(1_000_000, new MessageAdded(1_000_001));
    private final ByteBuf requestBytes = bytesOf(request);
    private final ByteBuf answerBytes = bytesOf(answer);
    private final ByteBuf out = Unpooled.directBuffer();

    @Benchmark
    public ByteBuf writeAddMessage() {
        FrameFormat.write(request, out.clear());
        return out;
    }

    @Benchmark
    public Frame readAddMessage() {
        return FrameFormat.read(requestBytes.readerIndex(0), MAX_TEXT_BYTES);
    }

    @Benchmark
    public ByteBuf writeMessageAdded() {
        FrameFormat.write(answer, out.clear());
        return out;
    }

    @Benchmark
    public Frame readMessageAdded() {
        return FrameFormat.read(answerBytes.readerIndex(0), MAX_TEXT_BYTES);
    }

    private static ByteBuf bytesOf(Frame frame) {
        ByteBuf bytes = Unpooled.directBuffer();
        FrameFormat.write(frame, bytes);
        return bytes;
    }
}
