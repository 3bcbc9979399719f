package replog.node.http;

import io.netty.util.concurrent.FastThreadLocal;
import org.jspecify.annotations.Nullable;
import replog.proto.message.RecordCursor;
import replog.proto.message.Records;

/**
 * Writes one list of any length. It asks for the next page only when the page before is written and the client keeps up,
 * in parts of bounded size, so that a slow reader costs little memory, however long a message is: where too many pages wait
 * for their readers, this one is let go, and read again once its reader goes on. The list ends where the node's ended at the
 * time of the request. Of one exchange, on its http loop.
 */
final class MessageListStream {

    /** So many messages a page has at most. */
    static final int MAX_PAGE_MESSAGES = 1 << 11;

    /**
     * So many bytes the records of a page have at most. A page ends with a chunk of the list in memory, of 4 MiB, and of 448 KiB
     * beside a disk; this is a bit more than a quarter of that, so that the last page of a chunk is not a short one.
     */
    static final long MAX_PAGE_BYTES = 115 << 10;

    /** A part is written once it has so many bytes: a page of plain text fits into one. */
    private static final int PART_BYTES = 160 << 10;

    /** Where the parts are made, one after another; of each http loop, and no larger than two parts. */
    private static final FastThreadLocal<JsonBytes> PART = new FastThreadLocal<>() {
        @Override
        protected JsonBytes initialValue() {
            return new JsonBytes();
        }
    };

    /** A list that is read whole, with no more bytes of records than this, is no longer than a part. */
    private static final int SHORT_LIST_BYTES = MessageJson.PIECE_BYTES;

    private final HttpExchange exchange;
    private final AnswerStream answer;
    private final MessageReader reader;
    private final ListFormat format;
    private final long from;
    private final long end;
    private @Nullable RecordCursor page;
    private int pageBytes;
    private int keptBytes;
    private long pageEnd;

    /** The first message that is not written to its end. */
    private long next;

    /** How many bytes of its text are. */
    private int writtenOfText;

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
        take(first.records());
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
        exchange.onHangUp(stream::letPageGo);
        stream.goOn();
    }

    private static boolean isShort(ListPage first, long from, long end) {
        Records records = first.records();
        return from + records.count() >= end && records.bytes().length() <= SHORT_LIST_BYTES;
    }

    private void arrived(ListPage nextPage) {
        asking = false;
        if (answer.isOpen()) {
            Records records = nextPage.records();
            if (records.isEmpty()) {
                answer.breakOff();
                return;
            }
            take(records);
            goOn();
        }
    }

    private void take(Records records) {
        page = records.cursor();
        pageBytes = records.bytes().length();
        pageEnd = next + records.count();
        page.head(); // Perhaps the beginning of its text is written already.
    }

    /** Writes part after part as long as the client keeps up; whether it does, writing may tell before it returns. */
    private void goOn() {
        if (writing) {
            return;
        }
        writing = true;
        writeParts();
        writing = false;
        if (!answer.isOpen() || !mayKeepPage()) {
            letPageGo();
        }
    }

    private boolean mayKeepPage() {
        if (keptBytes == 0 && page != null && exchange.pages().tryTake(pageBytes)) {
            keptBytes = pageBytes;
        }
        return keptBytes > 0;
    }

    private void letPageGo() {
        page = null;
        exchange.pages().giveBack(keptBytes);
        keptBytes = 0;
    }

    private void writeParts() {
        while (!asking && answer.isOpen() && answer.isWritable()) {
            JsonBytes part = PART.get();
            part.clear();
            boolean complete = fill(part);
            answer.write(part.array(), part.length());
            if (complete) {
                answer.end();
            } else if (next < end && (page == null || next == pageEnd)) {
                askForMore();
            }
        }
    }

    /** Appends what fits into one part; true where that ends the list. */
    private boolean fill(JsonBytes part) {
        if (!begun) {
            begun = true;
            format.writeStart(part);
        }
        while (part.length() < PART_BYTES) {
            if (next >= end) {
                format.writeEnd(part);
                return true;
            }
            RecordCursor record = page;
            if (record == null || next == pageEnd) {
                return false;
            }
            if (writtenOfText == 0) {
                record.head();
                if (next > from) {
                    format.writeBetween(part);
                }
            }
            writtenOfText = MessageJson.write(part, record, writtenOfText);
            if (writtenOfText == record.textLength()) {
                format.writeAfterEach(part);
                record.skip();
                writtenOfText = 0;
                next++;
            }
        }
        return false;
    }

    private void askForMore() {
        letPageGo();
        asking = true;
        int maxMessages = (int) Math.min(MAX_PAGE_MESSAGES, end - next);
        reader.read(next, maxMessages, MAX_PAGE_BYTES, this::arrived);
    }
}
