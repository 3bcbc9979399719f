package replog.proto.wire;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import replog.proto.message.Body;
import replog.proto.message.Frame;

/** Frames that leave together, as one run of bytes. It belongs to one loop at a time: who handed it over adds no more. */
public final class FrameBatch {

    private final List<Frame> frames = new ArrayList<>();

    /** Where in the run of bytes each frame ends, so that nobody has to measure a frame twice. */
    private int[] ends = new int[8];

    private int bytes;
    private int answerBytes;

    /** Adds a frame behind the others. */
    public void add(Frame frame) {
        int size = FrameFormat.sizeOf(frame);
        if (frames.size() == ends.length) {
            ends = Arrays.copyOf(ends, 2 * ends.length);
        }
        bytes += size;
        ends[frames.size()] = bytes;
        frames.add(frame);
        if (frame.body() instanceof Body.Response) {
            answerBytes += size;
        }
    }

    /** How many bytes all of its frames have on the wire. */
    public int bytes() {
        return bytes;
    }

    /** How many of these bytes are responses, which the peer asked for. */
    public int answerBytes() {
        return answerBytes;
    }

    int count() {
        return frames.size();
    }

    /** The frame that leaves behind {@code index} others. */
    Frame frame(int index) {
        return frames.get(index);
    }

    /** How many bytes are before that frame. */
    int startOf(int index) {
        return index == 0 ? 0 : ends[index - 1];
    }

    /** How many bytes there are up to its end. */
    int endOf(int index) {
        return ends[index];
    }
}
