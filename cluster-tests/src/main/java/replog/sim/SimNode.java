package replog.sim;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import replog.history.HistoryEvent.OfDisk;
import replog.history.HistoryEvent.Read;
import replog.history.HistoryEvent.Stop;
import replog.history.HistoryEvent.Synced;
import replog.node.log.DiskException;
import replog.node.log.MessageLog;
import replog.node.log.SegmentLog;
import replog.proto.core.SendDelay;
import replog.proto.message.Bytes;
import replog.proto.message.LogMessage;

/** A node through all its lives: it starts, is read, dies, starts again without memory. */
abstract class SimNode implements ObservedLog.Observer {

    private final SimWorld world;
    private final String name;
    private final SimStorage storage;
    private SimProcess process;
    private BitSet arrivedMessages = new BitSet();
    private boolean running;
    private boolean stopping;
    private int life;

    /** @param disks what its disk is like; null where it keeps its list in memory */
    SimNode(SimWorld world, String name, SegmentLog.Owner owner, @Nullable SimDisks disks) {
        this.world = world;
        this.name = name;
        this.storage = new SimStorage(world.dice().stream("disk of " + name), owner, disks, this::tellOfDisk);
        this.process = new SimProcess(world.time());
    }

    final SimWorld world() {
        return world;
    }

    /** The name that no other node of the run has. */
    final String name() {
        return name;
    }

    final SimProcess process() {
        return process;
    }

    final SimStorage storage() {
        return storage;
    }

    @Override
    public final void synced(int messages) {
        world.history().add(new Synced(world.history().t(), name, messages));
    }

    @Override
    public final void failed(String reason) {
        tellOfDisk(OfDisk.FAILED + reason);
    }

    final void tellOfDisk(String what) {
        world.history().add(new OfDisk(world.history().t(), name, what));
    }

    final boolean isRunning() {
        return running;
    }

    /** Whether its disk has begun something that is not done. */
    final boolean isWriting() {
        return running && storage.isWriting();
    }

    /** The ids that have arrived here in this life. */
    final BitSet arrivedMessages() {
        return arrivedMessages;
    }

    /** Begins a new life, unless one is under way. */
    final void start() {
        if (!running) {
            running = true;
            stopping = false;
            life++;
            process = new SimProcess(world.time());
            arrivedMessages = new BitSet();
            try {
                Dice.Stream ids = dice("node " + name);
                begin(storage.open(process, () -> new UUID(ids.next(), ids.next())));
            } catch (DiskException e) {
                tellOfDisk("cannot start: " + e.reason());
                running = false;
                process.kill();
                storage.crash(false);
            }
        }
    }

    /** Starts again, where the disk has failed or has kept it from starting, and works now. */
    final void startOnMendedDisk() {
        storage.disk().mend();
        if (running && log().failure().isPresent()) {
            kill(true);
        }
        start();
    }

    /** Ends this life; {@code told} tells whether the other ends of its connections hear of it. */
    final void kill(boolean told) {
        if (running) {
            running = false;
            process.kill();
            world.history().add(new Stop(world.history().t(), name, told ? "killed" : "power off"));
            storage.crash(!told);
            ended();
            if (told) {
                world.network().resetAll(process);
            }
        }
    }

    /** Ends this life in good order. */
    final void stop() {
        if (running) {
            SimProcess stopped = process;
            stopping = true;
            stopped.in(0, () -> {
                stopCore(() -> stopped.in(SimWorld.STOP_US, () -> kill(true)));
            });
        }
    }

    /** Whatever happened to it: from now on it runs. */
    final void bringBack() {
        if (stopping) {
            kill(true);
        }
        process.resume();
        process.slowDown(0);
        storage.slowDown(0);
        startOnMendedDisk();
    }

    /** A client reads all that this node shows. */
    final void read(long from) {
        if (running) {
            double begun = world.history().t();
            process.in(world.clientUs(), () -> {
                if (showsList()) {
                    readOn(begun, from, log().firstGap(), List.of());
                } else {
                    tellRead(begun, from, 503, List.of());
                }
            });
        }
    }

    /** Page by page; what cannot be read makes an end of the answer, so that its reader knows that it is not whole. */
    private void readOn(double begun, long from, long end, List<LogMessage> soFar) {
        log().read(from + soFar.size(), Integer.MAX_VALUE, Long.MAX_VALUE, page -> {
            List<LogMessage> all = soFar;
            if (!page.isEmpty()) {
                all = new ArrayList<>(soFar);
                all.addAll(page.messages());
            }
            if (from + all.size() >= end) {
                tellRead(begun, from, 200, all);
            } else if (!page.isEmpty()) {
                readOn(begun, from, end, all);
            }
        });
    }

    private void tellRead(double begun, long from, int status, List<LogMessage> messages) {
        List<Long> ids = new ArrayList<>(messages.size());
        List<Long> clients = new ArrayList<>(messages.size());
        for (LogMessage message : messages) {
            ids.add(message.id());
            clients.add(clientOf(message.text()));
        }
        world.history().add(new Read(world.history().t(), name, begun, logIdText(), from, status, ids, clients));
    }

    /** The list of the present or last life. */
    abstract MessageLog log();

    /** A new life: its process runs. */
    abstract void begin(SimStorage.Opened opened);

    /** The core is to stop in good order, and then to run this. */
    abstract void stopCore(Runnable onStopped);

    /** The life is over. */
    abstract void ended();

    abstract boolean showsList();

    final @Nullable String logIdText() {
        return log().id().map(Object::toString).orElse(null);
    }

    /** The chance for this purpose in this life. */
    final Dice.Stream dice(String what) {
        return world.dice().stream(what, life);
    }

    final UUID uuid(String what) {
        Dice.Stream dice = dice(what);
        return new UUID(dice.next(), dice.next());
    }

    final SendDelay sendDelay() {
        Dice.Stream dice = dice("delays of " + name);
        SimOptions options = world.options();
        return () -> dice.between(options.minDelayMs(), options.maxDelayMs());
    }

    /** A text that tells the client's request. */
    static Bytes textOf(long client, int bytes) {
        byte[] number = Long.toString(client).getBytes(StandardCharsets.US_ASCII);
        byte[] text = Arrays.copyOf(number, Math.max(bytes, number.length));
        Arrays.fill(text, number.length, text.length, (byte) '.');
        return Bytes.of(text);
    }

    /** The client's request that a text tells. */
    static long clientOf(Bytes text) {
        long client = 0;
        for (int i = text.offset(); i < text.offset() + text.length(); i++) {
            byte digit = text.array()[i];
            if (digit < '0' || digit > '9') {
                break;
            }
            client = 10 * client + digit - '0';
        }
        return client;
    }

    static String hex(int checksum) {
        return Integer.toHexString(checksum);
    }
}
