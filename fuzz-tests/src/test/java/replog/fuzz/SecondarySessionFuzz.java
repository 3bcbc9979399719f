package replog.fuzz;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import replog.master.core.MasterNode;
import replog.master.core.MasterSettings;
import replog.node.log.InMemoryLog;
import replog.proto.core.Dialer;
import replog.proto.core.Link;
import replog.proto.core.SendDelay;
import replog.proto.message.Body.AddMessage;
import replog.proto.message.Body.GetMessages;
import replog.proto.message.Body.Hello;
import replog.proto.message.Body.Messages;
import replog.proto.message.Body.Ping;
import replog.proto.message.Body.ReadyNoted;
import replog.proto.message.Bytes;
import replog.proto.message.Frame;
import replog.proto.message.FrameLimits;
import replog.proto.message.LogMessage;
import replog.proto.message.NodeId;
import replog.proto.sim.RecordingLink;
import replog.proto.sim.Samples;
import replog.proto.sim.SimConnection;
import replog.proto.sim.VirtualScheduler;
import replog.secondary.core.SecondaryHealth;
import replog.secondary.core.SecondaryNode;
import replog.secondary.core.SecondarySettings;

/**
 * A strange master that says well-formed frames in any order to a real secondary. Whatever it says, the secondary throws
 * nothing, removes nothing from its list, takes nothing into it that was not said, and follows the next good master, a
 * real one.
 */
public final class SecondarySessionFuzz {

    private static final int MAX_STEPS = 100;
    private static final NodeId MASTER = new NodeId(new UUID(0, 0));
    private static final NodeId SECONDARY = new NodeId(new UUID(0, 99));
    private static final long LATENCY_MS = 1;
    private static final long MAX_PAUSE_MS = 12_000;
    private static final long SERVED_WITHIN_MS = 60_000;
    private static final int NEW_MESSAGES = 3;

    private final Choices choices;
    private final Bodies bodies;
    private final VirtualScheduler scheduler = new VirtualScheduler();
    private final InMemoryLog messages = new InMemoryLog();
    private final SecondaryNode secondary;
    private final Map<Long, Set<Bytes>> said = new HashMap<>();
    private final List<Frame> heard = new ArrayList<>();

    private Dialer.@Nullable Listener attempt;
    private RecordingLink link = new RecordingLink();
    private Link.@Nullable Listener session;
    private long checkedUpTo;

    private SecondarySessionFuzz(Choices choices) {
        this.choices = choices;
        this.bodies = new Bodies(choices);
        SendDelay delay = choices.yes() ? () -> 100L * choices.below(40) : SendDelay.NONE;
        var settings =
                new SecondarySettings("bonnie", SECONDARY, 8081, 1500, 3000, Bodies.MAX_MESSAGE_BYTES, 10_000, true);
        secondary = new SecondaryNode(settings, messages, scheduler, delay, made -> attempt = made, () -> {});
    }

    /** Called by the fuzzer. */
    public static void fuzzerTestOneInput(byte[] input) {
        LogWatch.begin();
        new SecondarySessionFuzz(new Choices(input)).play();
    }

    private void play() {
        secondary.start();
        connect();
        for (int steps = 0; steps < MAX_STEPS && choices.hasMore(); steps++) {
            step();
            listen();
            check();
        }
        followsAGoodMaster();
        secondary.stop();
        check();
    }

    private void step() {
        long firstGap = messages.firstGap();
        switch (choices.below(12)) {
            case 0 -> scheduler.runFor(choices.below(256));
            case 1 -> scheduler.runFor(choices.below(256) * MAX_PAUSE_MS / 255);
            case 2 -> disconnect();
            case 3, 4 -> connect();
            case 5 -> says(new Frame(-1, bodies.accepted(firstGap)));
            case 6 -> says(new Frame(requestId(), new Ping()));
            case 7 -> says(new Frame(requestId(), bodies.any(firstGap, messages.checksum(firstGap))));
            default -> answers();
        }
    }

    /** Lets the attempt to connect, if there is one, end well, or not. */
    private void connect() {
        Dialer.Listener waiting = attempt;
        attempt = null;
        if (waiting == null) {
            scheduler.runFor(3000);
        } else if (choices.below(8) == 7) {
            waiting.failed("connection refused");
        } else {
            link = new RecordingLink();
            heard.clear();
            session = waiting.connected(link);
        }
    }

    private void disconnect() {
        if (session != null) {
            session.closed("connection reset");
            session = null;
        }
    }

    /** Does what a master does next, rightly or nearly so. */
    private void answers() {
        long firstGap = messages.firstGap();
        Frame asked = heard.isEmpty()
                ? new Frame(requestId(), new Ping())
                : heard.get(heard.size() - 1 - choices.below(Math.min(256, heard.size())));
        if (choices.below(8) == 7) {
            says(new Frame(asked.requestId(), bodies.any(firstGap, messages.checksum(firstGap))));
        } else if (asked.body() instanceof Hello) {
            says(new Frame(asked.requestId(), bodies.accepted(firstGap)));
        } else if (asked.body() instanceof GetMessages get) {
            says(new Frame(asked.requestId(), bodies.page(get.startMessageId(), messages.checksum(firstGap))));
        } else if (choices.yes()) {
            says(new Frame(asked.requestId(), new ReadyNoted()));
        } else {
            LogMessage next = Samples.message(choices.position(firstGap));
            says(new Frame(next.id(), new AddMessage(next)));
        }
    }

    private void says(Frame frame) {
        if (session == null) {
            return;
        }
        Frame arrived = Wire.carry(frame, FrameLimits.maxFrameBytesToSecondary(Bodies.MAX_MESSAGE_BYTES));
        if (arrived.body() instanceof AddMessage add) {
            add.messages().forEach(this::noteSaid);
        } else if (arrived.body() instanceof Messages page) {
            page.records().messages().forEach(this::noteSaid);
        }
        session.received(arrived);
    }

    private void noteSaid(LogMessage message) {
        said.computeIfAbsent(message.id(), id -> new HashSet<>()).add(message.text());
    }

    private long requestId() {
        return switch (choices.below(4)) {
            case 0 -> -1 - choices.below(8);
            case 1 -> choices.position(messages.firstGap());
            case 2 -> choices.anyLong();
            default -> -1;
        };
    }

    private void listen() {
        for (Frame frame : link.take()) {
            heard.add(Wire.carry(frame, FrameLimits.MAX_FRAME_BYTES_TO_MASTER));
        }
    }

    private void check(LogMessage message) {
        Finding.unless(message.id() == checkedUpTo, "{} is at {}", message, checkedUpTo);
        Finding.unless(said.getOrDefault(message.id(), Set.of()).contains(message.text()), "nobody sent {}", message);
        checkedUpTo++;
    }

    private void check() {
        SecondaryHealth health = secondary.health();
        link.closedBecause().ifPresent(why -> Finding.unless(!why.isBlank(), "closed without a reason"));
        Finding.unless(health.firstGap() >= checkedUpTo, "it held {} messages, now {}", checkedUpTo, health);
        while (checkedUpTo < messages.end()) {
            messages.read(checkedUpTo, Integer.MAX_VALUE, Long.MAX_VALUE)
                    .messages()
                    .forEach(this::check);
        }
        long behindGap =
                said.keySet().stream().filter(id -> id > health.firstGap()).count();
        Finding.unless(
                health.waitingBehindGap() <= behindGap,
                "only {} messages behind the gap were sent: {}",
                behindGap,
                health);
        Finding.unless(health.firstGap() == 0 || health.logId().isPresent(), "messages of no log: {}", health);
        LogWatch.check();
    }

    /** One whose list goes on where the secondary's ends: any other would refuse it. */
    private void followsAGoodMaster() {
        disconnect();
        InMemoryLog goodMessages = new InMemoryLog();
        goodMessages.adopt(messages.id().orElse(Bodies.LOG));
        while (goodMessages.end() < messages.end()) {
            goodMessages.append(messages.read(goodMessages.end(), Integer.MAX_VALUE, Long.MAX_VALUE));
        }
        for (int i = 0; i < NEW_MESSAGES; i++) {
            LogMessage fresh = Samples.message(goodMessages.firstGap());
            noteSaid(fresh);
            goodMessages.append(fresh);
        }
        var settings = new MasterSettings(
                "master",
                MASTER,
                8080,
                1500,
                Bodies.HEARTBEAT_MS,
                Bodies.MAX_MESSAGE_BYTES,
                100,
                OptionalInt.empty(),
                10_000,
                FrameLimits.MAX_RUN_MESSAGES,
                true);
        MasterNode good = new MasterNode(settings, goodMessages, scheduler, SendDelay.NONE, (low, high) -> high);
        scheduler.runUntil(() -> attempt != null, SERVED_WITHIN_MS);
        Dialer.Listener waiting = attempt;
        Finding.unless(waiting != null, "it does not connect again");
        if (waiting != null) {
            SimConnection connection = new SimConnection(scheduler, LATENCY_MS);
            connection.second().deliverTo(good.accepted(connection.second(), "bonnie"));
            connection.first().deliverTo(waiting.connected(connection.first()));
        }
        boolean follows = scheduler.runUntil(() -> holdsAllOf(good), SERVED_WITHIN_MS);
        Finding.unless(follows, "it does not follow a good master: {}", secondary.health());
        good.stop(() -> {});
    }

    private boolean holdsAllOf(MasterNode good) {
        return secondary.health().caughtUp()
                && good.acknowledgedBy(good.log().firstGap() - 1).size() == 2
                && messages.checksum(messages.firstGap()) == good.log().checksum();
    }
}
