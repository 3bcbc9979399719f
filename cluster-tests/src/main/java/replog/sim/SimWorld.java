package replog.sim;

import java.util.Optional;
import replog.proto.message.LogId;

/** What all parts of a run share. */
interface SimWorld {

    /** How long a process that stops in good order goes on, in microseconds. */
    long STOP_US = 5000;

    VirtualTime time();

    SimHistory history();

    SimOptions options();

    Dice dice();

    SimNetwork network();

    /** The log of the master in its present or last life. */
    Optional<LogId> masterLogId();

    /** How many messages that has. */
    long masterFirstGap();

    /** Whether the master's list, the last that was so long, had this running checksum. */
    boolean masterHad(long messages, int checksum);

    /** How long a client's request takes to reach a node, in microseconds. */
    long clientUs();
}
