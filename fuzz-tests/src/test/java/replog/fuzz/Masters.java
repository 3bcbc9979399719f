package replog.fuzz;

import java.util.OptionalInt;
import java.util.UUID;
import replog.master.core.MasterNode;
import replog.master.core.MasterSettings;
import replog.node.log.InMemoryLog;
import replog.proto.core.Scheduler;
import replog.proto.core.SendDelay;
import replog.proto.message.FrameLimits;
import replog.proto.message.NodeId;

/** Masters for clients to talk to. */
final class Masters {

    private Masters() {}

    /** A master of an empty list, without artificial delay, for which at most so many clients may wait. */
    static MasterNode of(Scheduler scheduler, int maxMessageBytes, int maxWaiting) {
        InMemoryLog messages = new InMemoryLog();
        messages.adopt(Bodies.LOG);
        var settings = new MasterSettings(
                "master",
                new NodeId(new UUID(0, 0)),
                8080,
                1500,
                Bodies.HEARTBEAT_MS,
                maxMessageBytes,
                maxWaiting,
                OptionalInt.empty(),
                10_000,
                FrameLimits.MAX_RUN_MESSAGES,
                true);
        return new MasterNode(settings, messages, scheduler, SendDelay.NONE, (low, high) -> high);
    }
}
