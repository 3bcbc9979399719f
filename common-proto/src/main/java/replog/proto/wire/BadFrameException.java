package replog.proto.wire;

import io.netty.handler.codec.CorruptedFrameException;

/** What arrived is no frame. The message is one line for the log; where in our code it was found helps nobody. */
public final class BadFrameException extends CorruptedFrameException {

    private static final long serialVersionUID = 1;

    BadFrameException(String fault) {
        super("bad frame: " + fault);
    }

    @Override
    public Throwable fillInStackTrace() {
        return this;
    }
}
