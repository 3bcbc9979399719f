package replog.proto.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import replog.proto.core.Link;
import replog.proto.message.Body;
import replog.proto.message.Frame;

/** A link whose other end is the test: it keeps what was written, and the test hands over what arrives. */
public final class RecordingLink implements Link {

    private final List<Frame> frames = new ArrayList<>();
    private Runnable onFlush = () -> {};
    private boolean writable = true;
    private Optional<String> closedBecause = Optional.empty();

    @Override
    public void write(Frame frame) {
        if (closedBecause.isEmpty()) {
            frames.add(frame);
        }
    }

    @Override
    public void flush() {
        onFlush.run();
    }

    @Override
    public boolean isWritable() {
        return writable;
    }

    @Override
    public void close(String reason) {
        if (closedBecause.isEmpty()) {
            closedBecause = Optional.of(reason);
        }
    }

    /** From now on the network does not keep up, or does again; the listener is told by the test. */
    public void setWritable(boolean isWritable) {
        writable = isWritable;
    }

    /** {@code look} is run whenever what was written is to leave before the task ends. */
    public void onFlush(Runnable look) {
        onFlush = look;
    }

    /** Why the link was closed, where it was. */
    public Optional<String> closedBecause() {
        return closedBecause;
    }

    /** What was written since the last take. */
    public List<Frame> take() {
        List<Frame> taken = List.copyOf(frames);
        frames.clear();
        return taken;
    }

    /** The bodies of one type among what was written since the last take; all others are dropped. */
    public <B extends Body> List<B> take(Class<B> type) {
        return take().stream()
                .map(Frame::body)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }
}
