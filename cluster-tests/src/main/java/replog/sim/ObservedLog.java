package replog.sim;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import replog.node.log.InMemoryLog;
import replog.node.log.MessageLog;
import replog.proto.message.LogId;
import replog.proto.message.LogMessage;

/** The production log, with somebody who looks at each message that it gains. */
final class ObservedLog implements MessageLog {

    private final MessageLog log = new InMemoryLog();
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
    public int checksum(long firstGap) {
        return log.checksum(firstGap);
    }

    @Override
    public void append(LogMessage message) {
        log.append(message);
        onAppended.accept(message);
    }

    @Override
    public List<LogMessage> read(long from, int maxMessages, long maxBytes) {
        return log.read(from, maxMessages, maxBytes);
    }
}
