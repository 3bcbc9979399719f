package replog.master.core;

/**
 * The ids that the messages of one request got.
 *
 * @param first the id of the first
 * @param count how many follow each other from there, 1 or more
 */
public record IdRange(long first, int count) {

    /** The id of the last one: whoever holds that holds all of them. */
    public long last() {
        return first + count - 1;
    }

    /** As people say it. */
    @Override
    public String toString() {
        return count == 1 ? "message " + first : "messages " + first + " to " + last();
    }
}
