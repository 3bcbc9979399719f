package replog.node.log;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import replog.proto.message.LogId;
import replog.proto.message.LogMessage;
import replog.proto.message.Records;

/**
 * The list of messages that a node holds: ids dense from 0, nothing ever removed or changed. What waits behind a gap is
 * not in it. Where the list is kept on disk, a message is <em>held</em> once it is synced; until then it is appended but
 * nobody is shown it or told of it. Core loop only.
 */
public interface MessageLog {

    /** The log that the messages belong to; none where the list is empty and no log was adopted yet. */
    Optional<LogId> id();

    /**
     * From now on the messages belong to this log.
     *
     * @throws IllegalStateException where the list has messages of another log
     */
    void adopt(LogId id);

    /** Whether the list has once reached what its master had, so that it may be shown; true for a master's own. */
    boolean hasCaughtUp();

    /** The list has reached what its master had; {@link #hasCaughtUp()} says so once that will not be forgotten. */
    void caughtUp();

    /** This node holds all messages before this id. */
    long firstGap();

    /** The id that the next message gets; what lies between {@link #firstGap()} and this is not held yet. */
    long end();

    /** The running checksum of what is held. */
    int checksum();

    /** Whether a message is held as soon as it is appended. */
    boolean holdsAtOnce();

    /** Whether one more may be appended: not where too much waits to be synced, and not after a {@link #failure()}. */
    boolean hasRoom();

    /** Why nothing more will be held, ever, in one line; none while all is well. What is held can still be read. */
    Optional<String> failure();

    /**
     * {@code action} runs whenever messages are held that were appended earlier, when the list has caught up, and when the
     * log has failed.
     */
    void onProgress(Runnable action);

    /** How many times a disk was waited for so that messages are held; 0 where there is none. */
    long syncs();

    /**
     * Adds a message to the end of the list.
     *
     * @throws IllegalArgumentException where its id is not {@link #end()}
     * @throws IllegalStateException after a {@link #failure()}
     */
    void append(LogMessage message);

    /**
     * Adds messages to the end of the list, or none of them where they do not go on from it.
     *
     * @return whether they do
     * @throws IllegalArgumentException where the first id is not {@link #end()}
     * @throws IllegalStateException after a {@link #failure()}
     * @see Records#goOnFrom
     */
    boolean append(Records records);

    /**
     * Reads consecutive messages that are held, from {@code from} on: at most {@code maxMessages}, and no more than {@code
     * maxBytes} bytes of records, yet at least one where there is any; perhaps fewer than there are.
     *
     * @param from 0 or more
     * @param onPage is called once, perhaps before this returns; gets no messages where {@code from} is the first gap
     *     or beyond, or where it cannot be read, of which {@link #failure()} tells
     */
    void read(long from, int maxMessages, long maxBytes, Consumer<Records> onPage);

    /** Whether a {@link #read} from this message on has to wait for a disk; else it ends before it returns. */
    boolean readsFromDisk(long from);

    /**
     * Looks up the running checksum of the list before {@code upTo}.
     *
     * @param upTo from 0 to {@link #firstGap()}
     * @param onChecksum is called once, perhaps before this returns; gets none where the list cannot be read
     */
    void checksum(long upTo, Consumer<OptionalInt> onChecksum);

    /** Refuses what would leave a gap in a list that ends before {@code end}, or repeat something. */
    static void requireNext(long id, long end) {
        if (id != end) {
            throw new IllegalArgumentException("message " + id + " after a list of " + end);
        }
    }
}
