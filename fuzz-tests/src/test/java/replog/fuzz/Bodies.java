package replog.fuzz;

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
import replog.proto.message.LogId;
import replog.proto.message.LogMessage;
import replog.proto.message.NodeId;
import replog.proto.message.Protocol;
import replog.proto.sim.Samples;

/** Well-formed bodies as the choices of an input have it, most of them nearly right. */
final class Bodies {

    static final LogId LOG = new LogId(new UUID(1, 1));
    static final int MAX_MESSAGE_BYTES = 1 << 10;
    static final int HEARTBEAT_MS = 1000;

    private static final List<String> NAMES = List.of("stranger", "bonnie", "master", "s");
    private static final int TYPES = 11;

    private final Choices choices;

    Bodies(Choices choices) {
        this.choices = choices;
    }

    /** Of any type; {@code landmark} is the position around which things are interesting. */
    Body any(long landmark, int checksum) {
        return switch (choices.below(TYPES)) {
            case 0 -> hello(landmark, checksum);
            case 1 -> new AddMessage(run(choices.position(landmark)));
            case 2 -> new GetMessages(choices.position(landmark));
            case 3 -> new SecondaryNodeReady(choices.position(landmark));
            case 4 -> new Ping();
            case 5 -> accepted(landmark);
            case 6 -> new HelloRefused("no");
            case 7 -> new MessageAdded(choices.position(landmark));
            case 8 -> page(choices.position(landmark), checksum);
            case 9 -> new ReadyNoted();
            default -> new Pong(choices.position(landmark));
        };
    }

    Hello hello(long landmark, int checksum) {
        return new Hello(
                Protocol.VERSION, // The codec lets no other one through.
                new NodeId(new UUID(0, choices.below(4))),
                NAMES.get(choices.below(NAMES.size())),
                8081,
                choices.below(8) == 7 ? null : log(),
                choices.position(landmark),
                choices.below(4) == 3 ? choices.anyInt() : checksum,
                choices.below(16) == 15 ? 1 : MAX_MESSAGE_BYTES,
                choices.yes());
    }

    HelloAccepted accepted(long landmark) {
        int heartbeatMs = choices.below(8) == 7 ? 1 + choices.below(256) : HEARTBEAT_MS;
        return new HelloAccepted(log(), choices.position(landmark), 8080, heartbeatMs);
    }

    /** One message or a few, the first with this id. */
    private List<LogMessage> run(long from) {
        List<LogMessage> messages = new ArrayList<>();
        messages.add(message(from));
        for (long next = from + 1; next > 0 && choices.below(4) == 3; next++) {
            messages.add(message(next));
        }
        return messages;
    }

    /** From {@code from} on; {@code checksum} is mostly the one that the list before it has. */
    Messages page(long from, int checksum) {
        List<LogMessage> messages = new ArrayList<>();
        for (int left = choices.below(5); left > 0 && from + messages.size() >= 0; left--) {
            messages.add(message(from + messages.size()));
        }
        return new Messages(Samples.records(choices.below(16) == 15 ? choices.anyInt() : checksum, messages));
    }

    private LogMessage message(long id) {
        Bytes key = Bytes.of(choices.bytes(choices.below(8) == 7 ? LogMessage.MAX_KEY_BYTES : 0));
        return new LogMessage(id, key, Bytes.utf8("text " + choices.below(256)));
    }

    private LogId log() {
        return choices.below(8) == 6 ? new LogId(new UUID(2, 2)) : LOG;
    }
}
