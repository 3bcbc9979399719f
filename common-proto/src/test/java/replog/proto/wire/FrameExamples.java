package replog.proto.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import replog.proto.message.Body;
import replog.proto.message.Body.AddMessage;
import replog.proto.message.Body.GetMessages;
import replog.proto.message.Body.Hello;
import replog.proto.message.Body.HelloAccepted;
import replog.proto.message.Body.HelloRefused;
import replog.proto.message.Body.MessageAdded;
import replog.proto.message.Body.Messages;
import replog.proto.message.Body.Ping;
import replog.proto.message.Body.Pong;
import replog.proto.message.Body.ReadyNoted;
import replog.proto.message.Body.SecondaryNodeReady;
import replog.proto.message.Bytes;
import replog.proto.message.Frame;
import replog.proto.message.LogId;
import replog.proto.message.LogMessage;
import replog.proto.message.NodeId;
import replog.proto.message.Protocol;
import replog.proto.message.Records;
import replog.proto.sim.Samples;

/** Frames of every type, with the smallest and the largest values of their fields. */
final class FrameExamples {

    static final NodeId NODE = new NodeId(UUID.fromString("00112233-4455-6677-8899-aabbccddeeff"));
    static final LogId LOG = new LogId(UUID.fromString("0f0e0d0c-0b0a-4908-8706-050403020100"));
    static final LogMessage NOTHING = new LogMessage(0, Bytes.EMPTY, Bytes.EMPTY);
    static final LogMessage WORDS = new LogMessage(1, Bytes.EMPTY, Bytes.utf8("Grüße, 世界 🙂"));
    static final LogMessage KEYED = new LogMessage(Long.MAX_VALUE, Bytes.of(new byte[64]), Bytes.utf8("\0"));

    private FrameExamples() {}

    static List<Frame> all() {
        List<Frame> frames = new ArrayList<>();
        long requestId = Long.MIN_VALUE;
        for (Body body : bodies()) {
            frames.add(new Frame(requestId, body));
            requestId = requestId < 0 ? Long.MAX_VALUE : -1;
        }
        return frames;
    }

    private static List<Body> bodies() {
        return List.of(
                new Hello(Protocol.VERSION, NODE, "bonnie", 8081, LOG, 42, 0xCAFEBABE, 1 << 20, true),
                new Hello(Protocol.VERSION, NODE, "a", 1, null, 0, 0, 1, false),
                new Hello(
                        Protocol.VERSION,
                        NODE,
                        "Z_.-".repeat(16),
                        65535,
                        LOG,
                        Long.MAX_VALUE,
                        -1,
                        Protocol.MAX_MESSAGE_BYTES_LIMIT,
                        false),
                new AddMessage(NOTHING),
                new AddMessage(WORDS),
                new AddMessage(KEYED),
                new AddMessage(List.of(NOTHING, WORDS)),
                new GetMessages(0),
                new GetMessages(Long.MAX_VALUE),
                new SecondaryNodeReady(7),
                new Ping(),
                new HelloAccepted(LOG, 42, 8080, 1000),
                new HelloRefused(""),
                new HelloRefused("ü".repeat(Protocol.MAX_REASON_BYTES / 2)),
                new MessageAdded(3),
                new Messages(Records.NONE),
                new Messages(Samples.records(0, List.of(NOTHING, WORDS))),
                new Messages(Samples.records(0xCAFEBABE, List.of(KEYED))),
                new ReadyNoted(),
                new Pong(3));
    }
}
