package replog.secondary.core;

import java.util.NavigableMap;
import java.util.TreeMap;
import replog.node.log.MessageLog;
import replog.proto.message.LogMessage;
import replog.proto.message.Records;

/**
 * Puts what arrives in any order, some of it twice, into the list: what comes early waits behind the gap until the gap is
 * filled. Core loop only.
 */
final class ReceivedMessages {

    /** How many messages may wait behind a gap: more than a master sends without an answer. */
    static final int MAX_WAITING_MESSAGES = 65_536;

    /** How many bytes of text and key they may have; a single larger message may still wait. */
    static final long MAX_WAITING_BYTES = 32 << 20;

    /** What became of a message. */
    enum Arrival {
        /** It is in the list now, and what waited for it too. */
        APPENDED,
        /** It waits behind a gap. */
        WAITING,
        /** It had already come. */
        DUPLICATE,
        /** Too much waits already; it has to come again. */
        NO_ROOM
    }

    private final MessageLog log;
    private final NavigableMap<Long, LogMessage> waiting = new TreeMap<>();
    private long waitingBytes;

    ReceivedMessages(MessageLog log) {
        this.log = log;
    }

    /** How many messages wait behind a gap. */
    int waiting() {
        return waiting.size();
    }

    Arrival add(LogMessage message) {
        long next = log.end();
        if (message.id() < next || (!waiting.isEmpty() && waiting.containsKey(message.id()))) {
            return Arrival.DUPLICATE;
        }
        if (message.id() == next) {
            if (!log.hasRoom()) {
                return Arrival.NO_ROOM;
            }
            log.append(message);
            appendWhatWaited();
            return Arrival.APPENDED;
        }
        if (!hasRoomFor(message)) {
            return Arrival.NO_ROOM;
        }
        waiting.put(message.id(), message);
        waitingBytes += bytesOf(message);
        return Arrival.WAITING;
    }

    /**
     * Takes in what a page has that is not in the list yet, or nothing where there is no room.
     *
     * @param page begins no later than the list ends
     * @return false, and nothing is taken in, where its records do not go on from the list
     */
    boolean add(Records page) {
        Records missing = page.from(log.end());
        if (missing.isEmpty() || !log.hasRoom()) {
            return true;
        }
        boolean goesOn = log.append(missing);
        appendWhatWaited();
        return goesOn;
    }

    /** Forgets what waits: nothing vouches that it is in the list of the master that comes next. */
    void forgetWaiting() {
        waiting.clear();
        waitingBytes = 0;
    }

    private void appendWhatWaited() {
        while (!waiting.isEmpty() && waiting.firstKey() <= log.end()) {
            LogMessage next = waiting.pollFirstEntry().getValue();
            waitingBytes -= bytesOf(next);
            if (next.id() == log.end()) { // Else a page has brought it too.
                log.append(next);
            }
        }
    }

    private boolean hasRoomFor(LogMessage message) {
        return waiting.isEmpty()
                || (waiting.size() < MAX_WAITING_MESSAGES && waitingBytes + bytesOf(message) <= MAX_WAITING_BYTES);
    }

    private static long bytesOf(LogMessage message) {
        return (long) message.text().length() + message.key().length();
    }
}
