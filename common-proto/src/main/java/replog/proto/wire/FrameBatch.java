package replog.proto.wire;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import replog.proto.message.Body;
import replog.proto.message.Frame;

/** Frames that leave together, as one run of bytes. It belongs to one loop at a time: who handed it over adds no more. */
public final class FrameBatch {

    private final List<Frame> frames = new ArrayList<>();
    private int bytes;
    private int answerBytes;

    /** Adds a frame behind the others. */
    public void add(Frame frame) {
        int size = FrameFormat.sizeOf(frame);
        frames.add(frame);
        bytes += size;
        if (frame.body() instanceof Body.Response) {
            answerBytes += size;
        }
    }

    /** The frames, in the order in which they leave. */
    public List<Frame> frames() {
        return Collections.unmodifiableList(frames);
    }

    /** How many bytes all of them have on the wire. */
    public int bytes() {
        return bytes;
    }

    /** How many of these bytes are responses, which the peer asked for. */
    public int answerBytes() {
        return answerBytes;
    }
}
