package replog.node.log;

import java.util.List;
import java.util.Optional;
import replog.proto.message.LogId;
import replog.proto.message.LogMessage;

/**
 * The list of messages that a node holds: ids dense from 0, nothing ever removed or changed. What waits behind a gap is
 * not in it. Core loop only.
 */
public interface MessageLog {

    /** The log that the messages belong to; none where the list is empty and no log was adopted yet. */
    Optional<LogId> id();

    /**
     * From now on the messages belong to this log.
     *
     * @throws IllegalStateException where the list holds messages of another log
     */
    void adopt(LogId id);

    /** The id that the next message gets: this node holds all before it. */
    long firstGap();

    /**
     * The running checksum of the list before {@code firstGap}.
     *
     * @param firstGap from 0 to {@link #firstGap()}
     */
    int checksum(long firstGap);

    /**
     * Adds a message to the end of the list.
     *
     * @throws IllegalArgumentException where its id is not {@link #firstGap()}
     */
    void append(LogMessage message);

    /**
     * Consecutive messages from {@code from} on: at most {@code maxMessages}, and no more than {@code maxBytes} bytes of
     * texts and keys, yet at least one where there is any. None where {@code from} is the first gap or beyond.
     *
     * @param from 0 or more
     */
    List<LogMessage> read(long from, int maxMessages, long maxBytes);
}
