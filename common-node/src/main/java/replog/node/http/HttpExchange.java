package replog.node.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import org.jspecify.annotations.Nullable;
import replog.proto.message.Bytes;
import replog.proto.net.IoLoops;

/**
 * One request and the way to answer it: once, with {@link #answer} or with {@link #stream}. Belongs to the http loop of
 * its connection; only {@link #answer} and {@link #execute} may be called from elsewhere.
 */
public final class HttpExchange {

    private enum State {
        IN_HAND,
        /** Its answer waits until those before it on the connection are sent. */
        READY,
        STREAMING,
        ANSWERED,
        HUNG_UP
    }

    /** A larger answer is held only where the budget of all such answers has room for it. */
    static final int LARGE_ANSWER_BYTES = 64 << 10;

    /** What a stream holds at most: a part, what the connection takes before it is not writable, and some air. */
    static final int STREAM_BYTES = 5 * LARGE_ANSWER_BYTES;

    private static final int RETRY_AFTER_S = 5;

    /** More than most heads have. */
    private static final int HEAD_BYTES = 256;

    /** A content of no more bytes is copied: one thing to write costs less than two. */
    private static final int SHORT_CONTENT_BYTES = 256;

    /** What most answers with such a content have at most. */
    static final int SHORT_ANSWER_BYTES = HEAD_BYTES + SHORT_CONTENT_BYTES;

    private final ChannelHandlerContext ctx;
    private final RequestDispatcher dispatcher;
    private final HttpRequest head;
    private final boolean keepsAlive;
    private Bytes body;
    private @Nullable HttpAnswer ready;
    private State state = State.IN_HAND;
    private int heldBytes;
    private @Nullable Runnable onHangUp;
    private @Nullable Runnable onWritable;

    HttpExchange(ChannelHandlerContext ctx, RequestDispatcher dispatcher, HttpRequest head, Bytes body) {
        this.ctx = ctx;
        this.dispatcher = dispatcher;
        this.head = head;
        this.keepsAlive = HttpUtil.isKeepAlive(head);
        this.body = body;
    }

    /** The method as the client gave it; a HEAD is answered like a GET, whose body the exchange leaves away. */
    public HttpMethod method() {
        return head.method();
    }

    /** The body as it came, perhaps empty; only as long as the handler has not returned. */
    public Bytes body() {
        return body;
    }

    /** The types of content that the client wants, as it gave them; empty where it gave none. */
    String accept() {
        return String.join(",", head.headers().getAll(HttpHeaderNames.ACCEPT));
    }

    /** Path and query as the client gave them. */
    String uri() {
        return head.uri();
    }

    /**
     * Answers, on the http loop, now or soon. Any thread. Without effect once the client has hung up.
     *
     * @throws IllegalStateException (on the http loop) where there was an answer before
     */
    public void answer(HttpAnswer answer) {
        execute(() -> accept(answer));
    }

    /** Runs {@code task} on the http loop: at once where the caller is there already. Any thread. */
    public void execute(Runnable task) {
        Runnable guarded = () -> {
            try {
                task.run();
            } catch (Throwable bug) {
                dispatcher.failed(ctx, bug);
            }
        };
        if (ctx.executor().inEventLoop()) {
            guarded.run();
            return;
        }
        IoLoops.execute(ctx.executor(), guarded);
    }

    /** {@code action} runs when the client closes the connection before its answer is complete. Http loop only. */
    public void onHangUp(Runnable action) {
        onHangUp = action;
        if (state == State.HUNG_UP) {
            action.run();
        }
    }

    /**
     * Begins an answer whose length nobody knows yet, with the head of {@code answer}; its content is not used. Http loop
     * only.
     *
     * @throws IllegalStateException where there was an answer before
     */
    AnswerStream stream(HttpAnswer answer) {
        // A client of HTTP/1.0 knows the end of such an answer by the end of the connection.
        boolean inChunks = wantsContent() && !isHttp10();
        boolean close = isHttp10() || dispatcher.closesAfter(this);
        if (state != State.HUNG_UP) {
            move(State.IN_HAND, State.STREAMING);
            dispatcher.writeShortAnswers(ctx);
            ByteBuf head = beginHead(answer, close);
            if (inChunks) {
                AnswerFormat.endHeadOfChunks(head);
            } else {
                AnswerFormat.endHead(head);
            }
            ctx.write(head);
        }
        return new AnswerStream(this, ctx, inChunks, close);
    }

    /** What the pages of lists may take that wait for their readers. */
    ByteBudget pages() {
        return dispatcher.pages();
    }

    /** Whether there is room for an answer of {@code bytes}; where there is none, the client is told so. */
    boolean hold(int bytes) {
        boolean hasRoom = tryHold(bytes);
        if (!hasRoom) {
            accept(tooManyReaders());
        }
        return hasRoom;
    }

    /** The handler has seen the body; nobody needs it any more. */
    void handled() {
        body = Bytes.EMPTY;
    }

    /** Whether what comes behind may be begun before this is answered: messages keep their order in the core. */
    boolean letsNextBegin() {
        return keepsAlive && head.method().equals(HttpMethod.POST);
    }

    /** Whether the client may want more than this of the connection. */
    boolean keepsAlive() {
        return keepsAlive;
    }

    boolean wantsContent() {
        return !head.method().equals(HttpMethod.HEAD);
    }

    boolean isStreaming() {
        return state == State.STREAMING;
    }

    void onWritable(Runnable action) {
        onWritable = action;
    }

    void endStream(ByteBuf last, boolean close) {
        if (state != State.HUNG_UP) {
            move(State.STREAMING, State.ANSWERED);
            ChannelPromise written = ctx.newPromise();
            ctx.writeAndFlush(last, written);
            sent(written, close);
        }
    }

    /** The connection can take more of the answer. */
    void writable() {
        if (state == State.STREAMING && onWritable != null) {
            execute(onWritable);
        }
    }

    /** The connection is gone. */
    void hungUp() {
        giveBack();
        if (state != State.ANSWERED) {
            state = State.HUNG_UP;
            if (onHangUp != null) {
                execute(onHangUp);
            }
        }
    }

    private void accept(HttpAnswer answer) {
        if (state != State.HUNG_UP) {
            move(State.IN_HAND, State.READY);
            ready = answer;
            dispatcher.sendReady(ctx);
        }
    }

    /** Writes the answer, if there is one; it is this one's turn. */
    void sendIfReady() {
        if (ready == null) {
            return;
        }
        HttpAnswer answer = ready;
        ready = null;
        boolean close = dispatcher.closesAfter(this);
        if (answer.content() instanceof AsciiContent text && text.length() <= SHORT_CONTENT_BYTES && !close) {
            writeShort(answer, text);
        } else {
            write(answer, close);
        }
    }

    private void writeShort(HttpAnswer answer, AsciiContent content) {
        move(State.READY, State.ANSWERED);
        ByteBuf out = dispatcher.shortAnswer(ctx);
        writeHead(out, answer, false);
        AnswerFormat.endHead(out, content.length());
        if (wantsContent()) {
            content.write(out);
        }
        dispatcher.answered(ctx);
    }

    private void write(HttpAnswer given, boolean close) {
        HttpAnswer answer = given;
        ByteBuf content = contentOf(answer);
        if (content.readableBytes() > LARGE_ANSWER_BYTES && !tryHold(content.readableBytes())) {
            content.release();
            answer = tooManyReaders();
            content = contentOf(answer);
        }
        move(State.READY, State.ANSWERED);
        dispatcher.writeShortAnswers(ctx);
        ByteBuf head = beginHead(answer, close);
        AnswerFormat.endHead(head, content.readableBytes());
        ChannelPromise written = ctx.newPromise();
        if (wantsContent() && content.readableBytes() > SHORT_CONTENT_BYTES) {
            ctx.write(head);
            ctx.write(content, written);
        } else {
            if (wantsContent()) {
                head.writeBytes(content);
            }
            content.release();
            ctx.write(head, written);
        }
        dispatcher.flushSoon(ctx);
        sent(written, close);
    }

    private ByteBuf contentOf(HttpAnswer answer) {
        ByteBuf content = ctx.alloc().buffer();
        try {
            answer.content().write(content);
        } catch (RuntimeException e) {
            content.release();
            throw e;
        }
        return content;
    }

    private boolean tryHold(int bytes) {
        boolean hasRoom = dispatcher.answers().tryTake(bytes);
        heldBytes += hasRoom ? bytes : 0;
        return hasRoom;
    }

    private static HttpAnswer tooManyReaders() {
        return Problem.ofKind(
                        "too-many-readers",
                        "Too many slow readers",
                        HttpResponseStatus.SERVICE_UNAVAILABLE,
                        "too many large answers wait for clients that read slowly")
                .retryAfterSeconds(RETRY_AFTER_S)
                .answer();
    }

    /** All of the answer is handed to the connection; it is gone from here when {@code written} is done. */
    private void sent(ChannelPromise written, boolean close) {
        if (heldBytes > 0) {
            written.addListener(done -> giveBack());
        }
        if (close) {
            dispatcher.answeredLast(ctx, written);
        } else {
            dispatcher.answered(ctx);
        }
    }

    private void giveBack() {
        dispatcher.answers().giveBack(heldBytes);
        heldBytes = 0;
    }

    /** A buffer with the head of {@code answer}, but for what tells where its content ends. */
    private ByteBuf beginHead(HttpAnswer answer, boolean close) {
        ByteBuf head = ctx.alloc().buffer(SHORT_ANSWER_BYTES);
        writeHead(head, answer, close);
        return head;
    }

    private void writeHead(ByteBuf out, HttpAnswer answer, boolean close) {
        AnswerFormat.writeHead(out, answer);
        if (close) {
            AnswerFormat.writeField(out, HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        } else if (isHttp10()) {
            AnswerFormat.writeField(out, HttpHeaderNames.CONNECTION, HttpHeaderValues.KEEP_ALIVE);
        }
    }

    private boolean isHttp10() {
        return head.protocolVersion().equals(HttpVersion.HTTP_1_0);
    }

    private void move(State from, State to) {
        if (state != from) {
            throw new IllegalStateException("answer to " + head.method() + " is " + state + ", not " + from);
        }
        state = to;
    }
}
