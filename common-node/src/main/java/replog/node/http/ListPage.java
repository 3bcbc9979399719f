package replog.node.http;

import java.util.List;
import replog.proto.message.LogMessage;

/**
 * A part of a node's list, as it was at one moment.
 *
 * @param messages consecutive ones, from the id on that was asked for; none where that is the first gap or beyond
 * @param firstGap of the whole list
 */
public record ListPage(List<LogMessage> messages, long firstGap) {

    public ListPage {
        messages = List.copyOf(messages);
    }
}
