package replog.sim;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import replog.node.log.InMemoryLog;
import replog.node.log.MessageLog;
import replog.proto.message.LogId;
import replog.proto.message.LogMessage;

/** The production log, with somebody who looks at each message that it gains. */
final class ObservedLog implements MessageLog {

    private final InMemoryLog log = new InMemoryLog();
    private final Consumer<LogMessage> onAppended;

    ObservedLog(Consumer<LogMessage> onAppended) {
        this.onAppended = onAppended;
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
    public void onProgress(Runnable action) {
        log.onProgress(action);
    }

    @Override
    public long syncs() {
        return log.syncs();
    }

    @Override
    public void checksum(long upTo, Consumer<OptionalInt> onChecksum) {
        log.checksum(upTo, onChecksum);
    }

    @Override
    public void append(LogMessage message) {
        log.append(message);
        onAppended.accept(message);
    }

    @Override
    public void read(long from, int maxMessages, long maxBytes, Consumer<List<LogMessage>> onPage) {
        log.read(from, maxMessages, maxBytes, onPage);
    }
}
