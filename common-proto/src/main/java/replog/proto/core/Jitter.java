package replog.proto.core;

/** Chance, as far as the core needs any: to keep nodes from acting in step. Core loop only. */
public interface Jitter {

    /** A number from {@code low} to {@code high}, both included. */
    long between(long low, long high);
}
