package replog.node.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;

/** Content that is there already, in ASCII. */
record AsciiContent(String text) implements AnswerContent {

    /** How many bytes it has. */
    int length() {
        return text.length();
    }

    @Override
    public void write(ByteBuf out) {
        ByteBufUtil.writeAscii(out, text);
    }
}
