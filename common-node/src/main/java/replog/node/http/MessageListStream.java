package replog.node.http;

import io.netty.buffer.ByteBuf;
import replog.proto.message.LogMessage;

/**
 * Writes one list of any length as a JSON array. It asks for the next page only when the page before is written and the
 * client keeps up, so it never holds more than one page beyond what the connection does. The list ends where the node's
 * ended at the time of the request. Of one exchange, on its http loop.
 */
final class MessageListStream {

    /** So many messages a page has at most, and so many bytes their texts. */
    static final int MAX_PAGE_MESSAGES = 1 << 10;

    static final long MAX_PAGE_BYTES = 64 << 10;

    private final HttpExchange exchange;
    private final AnswerStream answer;
    private final MessageReader reader;
    private final long end;
    private long next;
    private boolean asking;
    private boolean begun;

    private MessageListStream(HttpExchange exchange, AnswerStream answer, MessageReader reader, long from, long end) {
        this.exchange = exchange;
        this.answer = answer;
        this.reader = reader;
        this.next = from;
        this.end = end;
    }

    /**
     * Answers with messages of the list.
     *
     * @param head status and header fields; its content is not used
     * @param first the page that begins with {@code from}
     * @param from the id of the first message
     * @param limit so many messages at most
     */
    static void start(
            HttpExchange exchange, HttpAnswer head, MessageReader reader, ListPage first, long from, long limit) {
        AnswerStream answer = exchange.stream(head);
        if (!exchange.wantsContent()) {
            answer.end();
            return;
        }
        long end = first.firstGap() - from > limit ? from + limit : first.firstGap();
        MessageListStream stream = new MessageListStream(exchange, answer, reader, from, end);
        answer.onWritable(stream::askForMore);
        stream.add(first);
    }

    private void arrived(ListPage page) {
        asking = false;
        if (answer.isOpen()) {
            if (page.messages().isEmpty()) {
                throw new IllegalStateException("the list ended at " + next + " before " + end);
            }
            add(page);
        }
    }

    private void add(ListPage page) {
        ByteBuf part = answer.newPart();
        for (LogMessage message : page.messages()) {
            if (next < end) {
                beginOrSeparate(part);
                MessageJson.write(part, message);
                next++;
            }
        }
        if (next < end) {
            answer.write(part);
            askForMore();
        } else {
            if (!begun) {
                beginOrSeparate(part);
            }
            answer.write(part.writeByte(']'));
            answer.end();
        }
    }

    private void beginOrSeparate(ByteBuf part) {
        part.writeByte(begun ? ',' : '[');
        begun = true;
    }

    private void askForMore() {
        if (!asking && answer.isWritable()) {
            asking = true;
            int maxMessages = (int) Math.min(MAX_PAGE_MESSAGES, end - next);
            reader.read(next, maxMessages, MAX_PAGE_BYTES, page -> exchange.execute(() -> arrived(page)));
        }
    }
}
