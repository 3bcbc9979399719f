package replog.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import replog.master.core.AddMessageRequest;
import replog.master.core.AddOutcome;
import replog.master.core.MasterHealth;
import replog.master.core.MasterNode;
import replog.master.core.MasterSettings;
import replog.master.core.NewMessages;
import replog.master.core.NodeState;
import replog.node.log.InMemoryLog;
import replog.proto.core.Link;
import replog.proto.core.SendDelay;
import replog.proto.message.Body;
import replog.proto.message.Body.AddMessage;
import replog.proto.message.Body.GetMessages;
import replog.proto.message.Body.Hello;
import replog.proto.message.Body.MessageAdded;
import replog.proto.message.Body.Ping;
import replog.proto.message.Body.Pong;
import replog.proto.message.Body.SecondaryNodeReady;
import replog.proto.message.Bytes;
import replog.proto.message.Frame;
import replog.proto.message.FrameLimits;
import replog.proto.message.NodeId;
import replog.proto.sim.RecordingLink;
import replog.proto.sim.SimConnection;
import replog.proto.sim.VirtualScheduler;
import replog.secondary.core.SecondaryNode;
import replog.secondary.core.SecondarySettings;

/**
 * A stranger who says well-formed frames in any order to a real master, to which a good secondary, a real one, is
 * connected too. Whatever the stranger says, the master throws nothing, believes nothing that was not said or cannot be,
 * and goes on serving the good one.
 */
public final class MasterSessionFuzz {

    /** An input that says more has nothing new to say. */
    private static final int MAX_STEPS = 100;

    private static final NodeId MASTER = new NodeId(new UUID(0, 0));

    /** Beyond the ids that a stranger takes. */
    private static final NodeId GOOD = new NodeId(new UUID(0, 99));

    private static final long LATENCY_MS = 1;
    private static final long MAX_PAUSE_MS = 12_000;
    private static final long SERVED_WITHIN_MS = 30_000;

    private final Choices choices;
    private final Bodies bodies;
    private final VirtualScheduler scheduler = new VirtualScheduler();
    private final InMemoryLog messages = new InMemoryLog();
    private final InMemoryLog goodMessages = new InMemoryLog();
    private final MasterNode master;
    private final List<AddMessageRequest> requests = new ArrayList<>();
    private final List<Frame> heard = new ArrayList<>();

    private RecordingLink link = new RecordingLink();
    private Link.@Nullable Listener stranger;
    private Optional<NodeId> strangerId = Optional.empty();
    private long mostClaimed;
    private long lastBelieved;
    private int posted;
    private int answered;

    private MasterSessionFuzz(Choices choices) {
        this.choices = choices;
        this.bodies = new Bodies(choices);
        messages.adopt(Bodies.LOG);
        OptionalInt quorum = choices.below(4) == 3 ? OptionalInt.of(2) : OptionalInt.empty();
        var settings = new MasterSettings(
                "master",
                MASTER,
                8080,
                1500,
                Bodies.HEARTBEAT_MS,
                Bodies.MAX_MESSAGE_BYTES,
                1 + choices.below(8),
                quorum,
                10_000,
                choices.yes() ? 1 : FrameLimits.MAX_RUN_MESSAGES,
                true);
        SendDelay delay = choices.yes() ? () -> 100L * choices.below(40) : SendDelay.NONE;
        master = new MasterNode(settings, messages, scheduler, delay, (low, high) -> high);
    }

    /** Called by the fuzzer. */
    public static void fuzzerTestOneInput(byte[] input) {
        LogWatch.begin();
        new MasterSessionFuzz(new Choices(input)).play();
    }

    private void play() {
        connectGoodSecondary();
        connectStranger();
        for (int steps = 0; steps < MAX_STEPS && choices.hasMore(); steps++) {
            step();
            listen();
            check();
        }
        post(0);
        boolean served = scheduler.runUntil(() -> goodMessages.firstGap() == messages.firstGap(), SERVED_WITHIN_MS);
        Finding.unless(
                served && goodMessages.checksum(goodMessages.firstGap()) == messages.checksum(messages.firstGap()),
                "the good secondary holds {} of {} messages",
                goodMessages.firstGap(),
                messages.firstGap());
        check();
        master.stop(() -> {});
        Finding.unless(posted == answered + abandoned(), "{} clients, {} answers", posted, answered);
        LogWatch.check();
    }

    private void connectGoodSecondary() {
        var settings = new SecondarySettings("good", GOOD, 8082, 1500, 3000, Bodies.MAX_MESSAGE_BYTES, 10_000, true);
        new SecondaryNode(
                        settings,
                        goodMessages,
                        scheduler,
                        SendDelay.NONE,
                        attempt -> {
                            SimConnection connection = new SimConnection(scheduler, LATENCY_MS);
                            connection.second().deliverTo(master.accepted(connection.second(), "good"));
                            scheduler.schedule(
                                    0, () -> connection.first().deliverTo(attempt.connected(connection.first())));
                        },
                        () -> {})
                .start();
        scheduler.runFor(10 * LATENCY_MS);
    }

    private void connectStranger() {
        link = new RecordingLink();
        heard.clear();
        strangerId = Optional.empty();
        mostClaimed = 0;
        lastBelieved = 0;
        stranger = master.accepted(link, "nowhere");
    }

    private void step() {
        switch (choices.below(12)) {
            case 0 -> post(choices.below(4));
            case 1 -> hangUp();
            case 2 -> scheduler.runFor(choices.below(256));
            case 3 -> scheduler.runFor(choices.below(256) * MAX_PAUSE_MS / 255);
            case 4 -> setWritable(choices.yes());
            case 5 -> disconnect();
            case 6 -> connectAgain();
            case 7 -> says(new Frame(-1, bodies.hello(messages.firstGap(), checksum())));
            case 8 -> says(new Frame(requestId(), bodies.any(messages.firstGap(), checksum())));
            default -> answers();
        }
    }

    private void post(int writeConcern) {
        OptionalLong timeoutMs = choices.yes() ? OptionalLong.of(1 + choices.below(256)) : OptionalLong.empty();
        var message = new NewMessages(List.of(Bytes.utf8("Msg" + messages.firstGap())), writeConcern, timeoutMs);
        posted++;
        requests.add(master.addMessages(message, this::answered));
    }

    private void answered(AddOutcome outcome) {
        answered++;
        if (outcome instanceof AddOutcome.Met met) {
            Finding.unless(
                    met.receipt().acknowledgedBy().size() >= met.receipt().writeConcern(),
                    "this receipt is not true: {}",
                    met);
        }
    }

    private int abandoned() {
        return posted - requests.size();
    }

    private void hangUp() {
        if (!requests.isEmpty() && master.health().waiting() > 0) {
            AddMessageRequest request = requests.get(choices.below(Math.min(256, requests.size())));
            int waiting = master.health().waiting();
            master.abandon(request);
            if (master.health().waiting() < waiting) {
                requests.remove(request);
            }
        }
    }

    private void setWritable(boolean isWritable) {
        link.setWritable(isWritable);
        if (isWritable && stranger != null) {
            stranger.writable();
        }
    }

    private void disconnect() {
        if (stranger != null) {
            stranger.closed("connection reset");
            stranger = null;
        }
    }

    /** Sometimes before anybody has noticed that the older connection is gone. */
    private void connectAgain() {
        if (choices.yes()) {
            disconnect();
        }
        connectStranger();
    }

    /** Answers something that the master has said, rightly or wrongly. */
    private void answers() {
        if (heard.isEmpty()) {
            says(new Frame(requestId(), bodies.any(messages.firstGap(), checksum())));
            return;
        }
        Frame asked = heard.get(choices.below(Math.min(256, heard.size())));
        long firstGap = choices.position(messages.firstGap());
        if (choices.below(8) == 7) {
            says(new Frame(asked.requestId(), bodies.any(messages.firstGap(), checksum())));
        } else if (asked.body() instanceof AddMessage) {
            says(new Frame(asked.requestId(), new MessageAdded(firstGap)));
        } else if (asked.body() instanceof Ping) {
            says(new Frame(asked.requestId(), new Pong(firstGap)));
        } else {
            says(new Frame(-2, choices.yes() ? new GetMessages(firstGap) : new SecondaryNodeReady(firstGap)));
        }
    }

    private void says(Frame frame) {
        if (stranger == null) {
            return;
        }
        Frame arrived = Wire.carry(frame, FrameLimits.MAX_FRAME_BYTES_TO_MASTER);
        noteClaim(arrived.body());
        stranger.received(arrived);
    }

    private void noteClaim(Body body) {
        if (body instanceof Hello hello) {
            // An older connection of the same node may have claimed more; the master goes by the newest alone.
            strangerId = strangerId.or(() -> Optional.of(hello.nodeId()));
            mostClaimed = Math.max(mostClaimed, hello.firstGap());
        } else if (body instanceof MessageAdded added) {
            mostClaimed = Math.max(mostClaimed, added.firstGap());
        } else if (body instanceof Pong pong) {
            mostClaimed = Math.max(mostClaimed, pong.firstGap());
        } else if (body instanceof SecondaryNodeReady ready) {
            mostClaimed = Math.max(mostClaimed, ready.firstGap());
        }
    }

    private long requestId() {
        return switch (choices.below(4)) {
            case 0 -> -1 - choices.below(8);
            case 1 -> choices.position(messages.firstGap());
            case 2 -> choices.anyLong();
            default -> -1;
        };
    }

    private int checksum() {
        return messages.checksum(messages.firstGap());
    }

    private void listen() {
        for (Frame frame : link.take()) {
            heard.add(Wire.carry(frame, FrameLimits.maxFrameBytesToSecondary(Bodies.MAX_MESSAGE_BYTES)));
        }
    }

    private void check() {
        MasterHealth health = master.health();
        link.closedBecause().ifPresent(why -> Finding.unless(!why.isBlank(), "closed without a reason"));
        for (MasterHealth.Secondary secondary : health.secondaries()) {
            Finding.unless(
                    secondary.firstGap() <= health.messageCount() && secondary.lag() >= 0,
                    "{} of a list of {}",
                    secondary,
                    health.messageCount());
            Finding.unless(
                    secondary.connected() || secondary.state() == NodeState.UNHEALTHY,
                    "{}, and not connected",
                    secondary);
            if (strangerId.equals(Optional.of(secondary.nodeId())) && isStrangerConnected(secondary)) {
                Finding.unless(
                        secondary.firstGap() <= mostClaimed && secondary.firstGap() >= lastBelieved,
                        "{}, which claimed {} and was believed {}",
                        secondary,
                        mostClaimed,
                        lastBelieved);
                lastBelieved = secondary.firstGap();
            }
            if (secondary.nodeId().equals(GOOD)) {
                Finding.unless(
                        secondary.connected() && secondary.firstGap() <= goodMessages.firstGap(),
                        "{}, which holds {}",
                        secondary,
                        goodMessages.firstGap());
            }
        }
        LogWatch.check();
    }

    private boolean isStrangerConnected(MasterHealth.Secondary secondary) {
        return secondary.connected() && link.closedBecause().isEmpty() && stranger != null;
    }
}
