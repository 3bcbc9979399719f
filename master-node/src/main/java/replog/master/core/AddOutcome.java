package replog.master.core;

/** What a client is answered that wanted to add a message. */
public sealed interface AddOutcome {

    /** Stored; as many nodes hold the message as was asked for. */
    record Met(Receipt receipt) implements AddOutcome {}

    /** Stored, and it goes on replicating; the time that the client gave is over. */
    record TimedOut(Receipt receipt) implements AddOutcome {}

    /** Stored, but the master stops before enough nodes hold it. */
    record Stopping(Receipt receipt) implements AddOutcome {}

    /** Not stored: the master has stopped. */
    record Stopped() implements AddOutcome {}

    /** Not stored: too few healthy nodes, the master among them. */
    record NoQuorum(int present, int needed) implements AddOutcome {}

    /** Not stored: it would wait, and as many clients wait as may. */
    record TooManyWaiting(int maxWaiting) implements AddOutcome {}

    /** The disk failed while it was written: it may be lost, and it may be there after a restart. */
    record NotSynced(Receipt receipt, String reason) implements AddOutcome {}

    /** Not stored: the disk has failed earlier. */
    record DiskFailed(String reason) implements AddOutcome {}

    /** Not stored: as much waits to be written to the disk as may. */
    record DiskBusy() implements AddOutcome {}
}
