package replog.proto.wire;

import io.netty.handler.codec.DecoderException;
import replog.proto.message.Body;
import replog.proto.message.Frame;
import replog.proto.message.Protocol;

/** A Hello of a protocol version that this node does not speak. Nothing behind the version was looked at. */
public final class OtherVersionException extends DecoderException {

    private static final long serialVersionUID = 1;

    private final long requestId;

    OtherVersionException(long requestId, int version) {
        super("protocol version " + version + ", this node speaks " + Protocol.VERSION);
        this.requestId = requestId;
    }

    /** The frame that tells the peer. */
    public Frame refusal() {
        return new Frame(requestId, new Body.HelloRefused(String.valueOf(getMessage())));
    }

    @Override
    public Throwable fillInStackTrace() {
        return this;
    }
}
