package replog.proto.core;

/** The artificial delay before a request is written, by which a fast network plays a slow one. Core loop only. */
public interface SendDelay {

    /** No delay at all, for real use. */
    SendDelay NONE = () -> 0;

    /** The delay of the next request, in milliseconds, 0 or more. */
    long nextMs();
}
