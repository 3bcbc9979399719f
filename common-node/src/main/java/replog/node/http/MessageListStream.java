package replog.node.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.util.Collections;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;
import replog.proto.message.LogMessage;

/**
 * Writes one list of any length. It asks for the next page only when the page before is written and the client keeps up,
 * in parts of bounded size, so that a slow reader costs little memory, however long a message is. The list ends where the
 * node's ended at the time of the request. Of one exchange, on its http loop.
 */
final class MessageListStream {

    /** So many messages a page has at most, and so many bytes their texts. */
    static final int MAX_PAGE_MESSAGES = 1 << 10;

    static final long MAX_PAGE_BYTES = 64 << 10;

    /** A part is written once it has so many bytes: a page of plain text fits into one. */
    private static final int PART_BYTES = 2 * (int) MAX_PAGE_BYTES;

    /** What a message takes in a list besides its text, unless something in the text has to be escaped. */
    private static final int BYTES_BESIDES_TEXT = 48;

    /** A list that is read whole, with no more bytes of text than this, is no longer than a part. */
    private static final int SHORT_LIST_BYTES = MessageJson.PIECE_BYTES;

    private final HttpExchange exchange;
    private final AnswerStream answer;
    private final MessageReader reader;
    private final ListFormat format;
    private final long from;
    private final long end;
    private Iterator<LogMessage> page = Collections.emptyIterator();
    private int bytesOfPage;
    private @Nullable LogMessage message;
    private int writtenOfText;
    private long next;
    private boolean asking;
    private boolean writing;
    private boolean begun;

    private MessageListStream(
            HttpExchange exchange,
            AnswerStream answer,
            MessageReader reader,
            ListFormat format,
            ListPage first,
            long from,
            long end) {
        this.exchange = exchange;
        this.answer = answer;
        this.reader = reader;
        this.format = format;
        this.from = from;
        this.next = from;
        this.end = end;
        take(first);
    }

    /**
     * Answers with messages of the list.
     *
     * @param head status and header fields; its type and content are not used
     * @param format the form of the list
     * @param first the page that begins with {@code from}
     * @param from the id of the first message
     * @param limit so many messages at most
     */
    static void start(
            HttpExchange exchange,
            HttpAnswer head,
            MessageReader reader,
            ListFormat format,
            ListPage first,
            long from,
            long limit) {
        long end = first.firstGap() - from > limit ? from + limit : first.firstGap();
        boolean held =
                !exchange.wantsContent() || isShort(first, from, end) || exchange.hold(HttpExchange.STREAM_BYTES);
        if (!held) {
            return;
        }
        AnswerStream answer = exchange.stream(head.as(format.contentType()));
        if (!exchange.wantsContent()) {
            answer.end();
            return;
        }
        MessageListStream stream = new MessageListStream(exchange, answer, reader, format, first, from, end);
        answer.onWritable(stream::goOn);
        stream.goOn();
    }

    private static boolean isShort(ListPage first, long from, long end) {
        long bytes = 0;
        for (LogMessage message : first.messages()) {
            bytes += message.text().length();
        }
        return from + first.messages().size() >= end && bytes <= SHORT_LIST_BYTES;
    }

    private void arrived(ListPage nextPage) {
        asking = false;
        if (answer.isOpen()) {
            if (nextPage.messages().isEmpty()) {
                answer.breakOff();
                return;
            }
            take(nextPage);
            goOn();
        }
    }

    private void take(ListPage taken) {
        page = taken.messages().iterator();
        bytesOfPage = BYTES_BESIDES_TEXT;
        for (LogMessage each : taken.messages()) {
            bytesOfPage += each.text().length() + BYTES_BESIDES_TEXT;
        }
    }

    /** Writes part after part as long as the client keeps up; whether it does, writing may tell before it returns. */
    private void goOn() {
        if (writing) {
            return;
        }
        writing = true;
        writeParts();
        writing = false;
    }

    private void writeParts() {
        while (!asking && answer.isOpen() && answer.isWritable()) {
            ByteBuf part = answer.newPart(Math.min(PART_BYTES, bytesOfPage));
            boolean complete = fill(part);
            answer.write(part);
            if (complete) {
                answer.end();
            } else if (message == null && !page.hasNext() && next < end) {
                askForMore();
            }
        }
    }

    /** Appends what fits into one part; true where that ends the list. */
    private boolean fill(ByteBuf part) {
        if (!begun) {
            begun = true;
            ByteBufUtil.writeAscii(part, format.start());
        }
        while (part.readableBytes() < PART_BYTES) {
            if (message == null) {
                if (next >= end) {
                    ByteBufUtil.writeAscii(part, format.end());
                    return true;
                }
                if (!page.hasNext()) {
                    return false;
                }
                message = page.next();
                if (next > from) {
                    ByteBufUtil.writeAscii(part, format.between());
                }
                next++;
            }
            writtenOfText = MessageJson.write(part, message, writtenOfText);
            if (writtenOfText == message.text().length()) {
                ByteBufUtil.writeAscii(part, format.afterEach());
                message = null;
                writtenOfText = 0;
            }
        }
        return false;
    }

    private void askForMore() {
        asking = true;
        int maxMessages = (int) Math.min(MAX_PAGE_MESSAGES, end - next);
        reader.read(next, maxMessages, MAX_PAGE_BYTES, arrived -> exchange.execute(() -> arrived(arrived)));
    }
}
