package replog.proto.net;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import replog.proto.message.Frame;
import replog.proto.wire.FrameBatch;

/**
 * What a link was written and the network has not taken yet. Only so much of it is given to the channel; the rest waits
 * here. Core loop only.
 */
final class Outbox {

    /** More frames than this make no bigger batch, in bytes: one more run of bytes costs little by then. */
    private static final int MAX_BATCH_BYTES = 64 << 10;

    private final int maxBytesInChannel;
    private final Deque<FrameBatch> waiting = new ArrayDeque<>();
    private long bytesInChannel;
    private long unwrittenBytes;
    private long unwrittenAnswerBytes;

    /** @param maxBytesInChannel once so many bytes are in the channel, it is given no further batch */
    Outbox(int maxBytesInChannel) {
        this.maxBytesInChannel = maxBytesInChannel;
    }

    void add(Frame frame) {
        FrameBatch last = waiting.peekLast();
        if (last == null || last.bytes() >= MAX_BATCH_BYTES) {
            last = new FrameBatch();
            waiting.add(last);
        }
        int before = last.bytes();
        int answersBefore = last.answerBytes();
        last.add(frame);
        unwrittenBytes += last.bytes() - before;
        unwrittenAnswerBytes += last.answerBytes() - answersBefore;
    }

    /** Takes out what the channel may have now. */
    List<FrameBatch> take() {
        List<FrameBatch> taken = new ArrayList<>();
        while (bytesInChannel < maxBytesInChannel && !waiting.isEmpty()) {
            FrameBatch batch = waiting.remove();
            bytesInChannel += batch.bytes();
            taken.add(batch);
        }
        return taken;
    }

    /** The channel has written so much. */
    void written(long bytes, long answerBytes) {
        bytesInChannel -= bytes;
        unwrittenBytes -= bytes;
        unwrittenAnswerBytes -= answerBytes;
    }

    /** Whether all was taken out. */
    boolean isEmpty() {
        return waiting.isEmpty();
    }

    long unwrittenBytes() {
        return unwrittenBytes;
    }

    /** Of these, the bytes of responses. */
    long unwrittenAnswerBytes() {
        return unwrittenAnswerBytes;
    }
}
