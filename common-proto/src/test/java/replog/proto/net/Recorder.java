package replog.proto.net;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import replog.proto.core.Link;
import replog.proto.message.Frame;

/** Remembers what a link told its listener, for a test that waits for it on a thread of its own. */
final class Recorder implements Link.Listener {

    /** Long enough for any busy machine; a test waits so long only to fail. */
    static final long PATIENCE_S = 30;

    final Link link;
    private final BiConsumer<Link, Frame> onFrame;
    private final BlockingQueue<Frame> frames = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> others = new LinkedBlockingQueue<>();

    /** @param onFrame called for each frame on the core loop, before it is remembered */
    Recorder(Link link, BiConsumer<Link, Frame> onFrame) {
        this.link = link;
        this.onFrame = onFrame;
    }

    @Override
    public void received(Frame frame) {
        onFrame.accept(link, frame);
        frames.add(frame);
    }

    @Override
    public void writable() {
        others.add("writable");
    }

    @Override
    public void closed(String reason) {
        others.add("closed: " + reason);
    }

    /** The next frame, as soon as there is one. */
    Frame frame() throws InterruptedException {
        Frame frame = frames.poll(PATIENCE_S, TimeUnit.SECONDS);
        assertNotNull(frame, "no frame came");
        return frame;
    }

    /** What else happened next, as soon as it has. */
    String event() throws InterruptedException {
        String event = others.poll(PATIENCE_S, TimeUnit.SECONDS);
        assertNotNull(event, "nothing happened");
        return event;
    }

    int framesReceived() {
        return frames.size();
    }

    boolean isQuiet() {
        return frames.isEmpty() && others.isEmpty();
    }
}
