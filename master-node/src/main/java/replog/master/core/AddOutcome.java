package replog.master.core;

/** What a client is answered that wanted to add messages; what is said of them is so of all. */
public sealed interface AddOutcome {

    /** Stored; as many nodes hold them as was asked for. */
    record Met(Receipt receipt) implements AddOutcome {}

    /** Stored, and they go on replicating; the time that the client gave is over. */
    record TimedOut(Receipt receipt) implements AddOutcome {}

    /** Stored, but the master stops before enough nodes hold them. */
    record Stopping(Receipt receipt) implements AddOutcome {}

    /** Not stored: the master has stopped. */
    record Stopped() implements AddOutcome {}

    /** Not stored: too few healthy nodes, the master among them. */
    record NoQuorum(int present, int needed) implements AddOutcome {}

    /** Not stored: the client would wait, and as many clients wait as may. */
    record TooManyWaiting(int maxWaiting) implements AddOutcome {}

    /** The disk failed while they were written: they may be lost, and they may be there after a restart. */
    record NotSynced(Receipt receipt, String reason) implements AddOutcome {}

    /** Not stored: the disk has failed earlier. */
    record DiskFailed(String reason) implements AddOutcome {}

    /** Not stored: as much waits to be written to the disk as may. */
    record DiskBusy() implements AddOutcome {}
}
