package replog.proto.core;

/** Connects to the master. Core loop only; never calls back in the caller's stack frame. */
public interface Dialer {

    /** Starts one attempt to connect; exactly one method of {@code listener} follows. */
    void dial(Listener listener);

    /** How an attempt to connect ended. */
    interface Listener {

        /** Connected. What arrives on {@code link} goes to the listener that this returns. */
        Link.Listener connected(Link link);

        /** Not connected, for a reason fit for a log line. */
        void failed(String reason);
    }
}
