package replog.node.http;

import io.netty.buffer.ByteBuf;

/** The content of an answer, which can write itself. Called on an http loop, so it may only use what never changes. */
@FunctionalInterface
public interface AnswerContent {

    /** Appends the content. */
    void write(ByteBuf out);
}
