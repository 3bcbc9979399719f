package replog.proto.core;

import replog.proto.message.Frame;

/** One connection to another node, as the core sees it. Core loop only; never calls back in the caller's stack frame. */
public interface Link {

    /** Hands a frame over to the network, in order; without effect once the link is closed. */
    void write(Frame frame);

    /** Lets go what was written, for what the caller does next takes a while; otherwise it leaves when its task ends. */
    void flush();

    /**
     * Whether the network keeps up. While false, whoever can wait writes nothing more: the frames would only pile up here.
     * {@link Listener#writable} tells when it is true again.
     */
    boolean isWritable();

    /** Closes the connection after all that was written; {@link Listener#closed} follows with {@code reason}. */
    void close(String reason);

    /** What comes in. Called on the core loop, in the order of the events; {@link #closed} is the last. */
    interface Listener {

        /** A whole, well-formed frame has arrived. */
        void received(Frame frame);

        /** {@link Link#isWritable} is true again. */
        void writable();

        /** The connection is gone, for a reason fit for a log line. Called exactly once. */
        void closed(String reason);
    }
}
