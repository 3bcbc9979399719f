package replog.node.http;

import java.util.function.Consumer;

/** Reads a node's list page by page for one exchange. On its http loop. */
@FunctionalInterface
public interface MessageReader {

    /**
     * Asks for consecutive messages.
     *
     * @param from the id of the first
     * @param maxMessages so many at most
     * @param maxBytes no more bytes of records than this, yet one message at least where there is any
     * @param onPage called once, perhaps before this returns
     */
    void read(long from, int maxMessages, long maxBytes, Consumer<ListPage> onPage);
}
