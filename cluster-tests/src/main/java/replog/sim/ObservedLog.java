package replog.sim;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import replog.node.log.MessageLog;
import replog.proto.message.LogId;
import replog.proto.message.LogMessage;
import replog.proto.message.Records;
import replog.proto.message.RunningChecksum;

/** The production log, with somebody who is told of each message as soon as it is held. */
final class ObservedLog implements MessageLog {

    /** A message, and the running checksum of the list up to and with it. */
    record Held(LogMessage message, int checksum) {}

    /** Is told, before anybody else is. */
    interface Observer {
        void held(Held held);

        /** So many messages were held by one sync. */
        void synced(int messages);

        /** Nothing more will be held. */
        void failed(String reason);

        /** Everybody else has been told. */
        void progressed();
    }

    private final MessageLog log;
    private final Observer observer;
    private final RunningChecksum runningChecksum = new RunningChecksum();
    private final Deque<Held> notYet = new ArrayDeque<>();
    private int checksum;
    private boolean toldFailure;

    ObservedLog(MessageLog log, Observer observer) {
        this.log = log;
        this.observer = observer;
        this.checksum = log.checksum();
    }

    /** What was appended and is not held. */
    Collection<Held> notYetHeld() {
        return notYet;
    }

    @Override
    public void append(LogMessage message) {
        log.append(message);
        appended(message);
    }

    @Override
    public boolean append(Records records) {
        boolean goOn = log.append(records);
        if (goOn) {
            records.messages().forEach(this::appended);
        }
        return goOn;
    }

    private void appended(LogMessage message) {
        checksum = runningChecksum.after(checksum, message);
        notYet.add(new Held(message, checksum));
        tellHeld();
    }

    @Override
    public void onProgress(Runnable action) {
        log.onProgress(() -> {
            int held = tellHeld();
            if (held > 0) {
                observer.synced(held);
            }
            log.failure().ifPresent(this::tellFailure);
            action.run();
            observer.progressed();
        });
    }

    private int tellHeld() {
        int held = 0;
        while (!notYet.isEmpty() && notYet.peek().message().id() < log.firstGap()) {
            observer.held(notYet.remove());
            held++;
        }
        return held;
    }

    private void tellFailure(String reason) {
        if (!toldFailure) {
            toldFailure = true;
            observer.failed(reason);
        }
    }

    @Override
    public Optional<LogId> id() {
        return log.id();
    }

    @Override
    public void adopt(LogId id) {
        log.adopt(id);
    }

    @Override
    public long firstGap() {
        return log.firstGap();
    }

    @Override
    public boolean hasCaughtUp() {
        return log.hasCaughtUp();
    }

    @Override
    public void caughtUp() {
        log.caughtUp();
    }

    @Override
    public long end() {
        return log.end();
    }

    @Override
    public int checksum() {
        return log.checksum();
    }

    @Override
    public boolean holdsAtOnce() {
        return log.holdsAtOnce();
    }

    @Override
    public boolean hasRoom() {
        return log.hasRoom();
    }

    @Override
    public Optional<String> failure() {
        return log.failure();
    }

    @Override
    public long syncs() {
        return log.syncs();
    }

    @Override
    public boolean readsFromDisk(long from) {
        return log.readsFromDisk(from);
    }

    @Override
    public void checksum(long upTo, Consumer<OptionalInt> onChecksum) {
        log.checksum(upTo, onChecksum);
    }

    @Override
    public void read(long from, int maxMessages, long maxBytes, Consumer<Records> onPage) {
        log.read(from, maxMessages, maxBytes, onPage);
    }
}
