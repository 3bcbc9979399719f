package replog.history;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened. The components of a record are the fields of its line: {@code t} milliseconds since the
 * beginning of the history, {@code n} the node, {@code p} the peer, {@code c} the client's request, {@code m} the message
 * id, {@code w} the write concern, {@code g} a first gap, {@code r} and {@code q} a request's id and type.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "e")
@JsonSubTypes({
    @JsonSubTypes.Type(value = HistoryEvent.Start.class, name = "start"),
    @JsonSubTypes.Type(value = HistoryEvent.Stop.class, name = "stop"),
    @JsonSubTypes.Type(value = HistoryEvent.Fault.class, name = "fault"),
    @JsonSubTypes.Type(value = HistoryEvent.Healed.class, name = "healed"),
    @JsonSubTypes.Type(value = HistoryEvent.End.class, name = "end"),
    @JsonSubTypes.Type(value = HistoryEvent.Post.class, name = "post"),
    @JsonSubTypes.Type(value = HistoryEvent.Receipt.class, name = "receipt"),
    @JsonSubTypes.Type(value = HistoryEvent.Refused.class, name = "refused"),
    @JsonSubTypes.Type(value = HistoryEvent.Lost.class, name = "lost"),
    @JsonSubTypes.Type(value = HistoryEvent.HangUp.class, name = "hangup"),
    @JsonSubTypes.Type(value = HistoryEvent.Read.class, name = "read"),
    @JsonSubTypes.Type(value = HistoryEvent.Append.class, name = "append"),
    @JsonSubTypes.Type(value = HistoryEvent.Gap.class, name = "gap"),
    @JsonSubTypes.Type(value = HistoryEvent.Ready.class, name = "ready"),
    @JsonSubTypes.Type(value = HistoryEvent.Believes.class, name = "believes"),
    @JsonSubTypes.Type(value = HistoryEvent.Connect.class, name = "connect"),
    @JsonSubTypes.Type(value = HistoryEvent.Cut.class, name = "cut"),
    @JsonSubTypes.Type(value = HistoryEvent.Write.class, name = "write"),
    @JsonSubTypes.Type(value = HistoryEvent.Arrive.class, name = "arrive"),
    @JsonSubTypes.Type(value = HistoryEvent.Answer.class, name = "answer"),
    @JsonSubTypes.Type(value = HistoryEvent.Answered.class, name = "answered"),
    @JsonSubTypes.Type(value = HistoryEvent.Gauge.class, name = "gauge"),
    @JsonSubTypes.Type(value = HistoryEvent.Synced.class, name = "sync"),
    @JsonSubTypes.Type(value = HistoryEvent.OfDisk.class, name = "disk")
})
@JsonInclude(JsonInclude.Include.NON_NULL)
public sealed interface HistoryEvent {

    /** Milliseconds since the beginning of the history, to the microsecond. */
    double t();

    /** Calls the method of {@code listener} that is for this kind of event. */
    void tell(HistoryListener listener);

    /** Something that happened at a node. */
    sealed interface OfNode extends HistoryEvent {

        /** The node's name, which no other node of this history has; it survives restarts. */
        String n();
    }

    /**
     * A node begins: the header line of the format. A node id that was not there before is a node without memory.
     *
     * @param master whether it is a master
     * @param logId the log whose messages it holds; null where it holds none
     * @param firstGap it holds all messages before this id
     * @param stray whether its list was made to differ from every master's
     * @param tellsGaps whether each step of its first gap will be told
     */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NONE)
    record Start(
            String format,
            double t,
            String node,
            String nodeId,
            boolean master,
            @Nullable String logId,
            long firstGap,
            boolean stray,
            boolean tellsGaps)
            implements OfNode {

        public Start(
                double t,
                String node,
                String nodeId,
                boolean master,
                @Nullable String logId,
                long firstGap,
                boolean stray,
                boolean tellsGaps) {
            this(HistoryFormat.NAME, t, node, nodeId, master, logId, firstGap, stray, tellsGaps);
        }

        @Override
        public String n() {
            return node;
        }

        @Override
        public void tell(HistoryListener listener) {
            listener.started(this);
        }
    }

    /** A node's process is gone. */
    record Stop(double t, String n, String why) implements OfNode {
        @Override
        public void tell(HistoryListener listener) {
            listener.stopped(this);
        }
    }

    /** Something was broken on purpose. */
    record Fault(double t, String n, String what) implements OfNode {
        @Override
        public void tell(HistoryListener listener) {
            listener.faulted(this);
        }
    }

    /** From here on nothing is broken on purpose any more. */
    record Healed(double t) implements HistoryEvent {
        @Override
        public void tell(HistoryListener listener) {
            listener.healed(this);
        }
    }

    /** The history is complete. */
    record End(double t) implements HistoryEvent {
        @Override
        public void tell(HistoryListener listener) {
            listener.ended(this);
        }
    }

    /** A client begins to post. Each {@code c} comes once. */
    record Post(double t, String n, long c, int w) implements OfNode {
        @Override
        public void tell(HistoryListener listener) {
            listener.posted(this);
        }
    }

    /**
     * A client was answered that its message is stored.
     *
     * @param status 200 concern met, 202 not waited for, 503 the master stops, 504 not yet in the client's time
     * @param by the names of the nodes that hold it, and all others of its request
     * @param l the last message of its request; null where it is the only one
     */
    record Receipt(
            double t,
            String n,
            long c,
            long m,
            int w,
            int status,
            List<String> by,
            @Nullable Long l) implements OfNode {

        public Receipt(double t, String n, long c, long m, int w, int status, List<String> by) {
            this(t, n, c, m, w, status, by, null);
        }

        /** The last message of its request: whoever holds that holds all of them. */
        public long last() {
            return l == null ? m : l;
        }

        @Override
        public void tell(HistoryListener listener) {
            listener.receipt(this);
        }
    }

    /** A client was answered that its message is not stored. */
    record Refused(double t, String n, long c, String why) implements OfNode {
        @Override
        public void tell(HistoryListener listener) {
            listener.refused(this);
        }
    }

    /** A client's connection broke before its answer came: it cannot tell what became of its message. */
    record Lost(double t, String n, long c) implements OfNode {
        @Override
        public void tell(HistoryListener listener) {
            listener.lost(this);
        }
    }

    /** A client has gone before its answer came. */
    record HangUp(double t, String n, long c) implements OfNode {
        @Override
        public void tell(HistoryListener listener) {
            listener.hungUp(this);
        }
    }

    /**
     * A node was read, from {@code from} to the end of what it shows.
     *
     * @param t when the answer was there
     * @param begun when it was asked for, on the same clock
     * @param log the log that the list belongs to, where that is known
     * @param status 200, or 503 where the node does not show its list yet
     * @param ids the ids in the answer
     * @param cs the client's request that each of these messages came from
     */
    record Read(
            double t,
            String n,
            double begun,
            @Nullable String log,
            long from,
            int status,
            List<Long> ids,
            List<Long> cs)
            implements OfNode {
        /** The end of what was shown: the node has shown all messages from {@code from} to before this id. */
        public long end() {
            return from + ids.size();
        }

        @Override
        public void tell(HistoryListener listener) {
            listener.read(this);
        }
    }

    /** The master has appended a message; {@code x} is the running checksum of its list now. */
    record Append(double t, String n, long m, long c, String x) implements OfNode {
        @Override
        public void tell(HistoryListener listener) {
            listener.appended(this);
        }
    }

    /** A secondary's first gap from now on, and the running checksum {@code x} of its list up to there. */
    record Gap(double t, String n, String logId, long g, String x) implements OfNode {
        @Override
        public void tell(HistoryListener listener) {
            listener.gap(this);
        }
    }

    /** A secondary's first catch-up is complete: it shows its list from now on. */
    record Ready(double t, String n) implements OfNode {
        @Override
        public void tell(HistoryListener listener) {
            listener.ready(this);
        }
    }

    /**
     * What the master believes of a secondary.
     *
     * @param p the name by which the master calls it
     * @param id its node id
     * @param g it holds all messages before this id
     */
    record Believes(double t, String n, String p, String id, long g, boolean connected, String state)
            implements OfNode {
        @Override
        public void tell(HistoryListener listener) {
            listener.believes(this);
        }
    }

    /** A secondary has a connection to its master. */
    record Connect(double t, String n, String p) implements OfNode {
        @Override
        public void tell(HistoryListener listener) {
            listener.connected(this);
        }
    }

    /** A node knows that a connection of its is gone. */
    record Cut(double t, String n, String p, String why) implements OfNode {
        @Override
        public void tell(HistoryListener listener) {
            listener.cut(this);
        }
    }

    /**
     * A request leaves a node for the {@code a}th time.
     *
     * @param m the first message of an AddMessage; null for other requests
     * @param l its last message; null where it is the only one
     */
    record Write(
            double t,
            String n,
            String p,
            long r,
            String q,
            @Nullable Long m,
            @Nullable Long l,
            int a) implements OfNode {
        @Override
        public void tell(HistoryListener listener) {
            listener.written(this);
        }
    }

    /** A request arrives, with messages as in {@link Write}; {@code dup} where all of them had arrived before. */
    record Arrive(
            double t,
            String n,
            String p,
            long r,
            String q,
            @Nullable Long m,
            @Nullable Long l,
            boolean dup) implements OfNode {
        @Override
        public void tell(HistoryListener listener) {
            listener.arrived(this);
        }
    }

    /** An answer leaves a node, with its first gap where it carries one. */
    record Answer(
            double t,
            String n,
            String p,
            long r,
            String q,
            @Nullable Long g) implements OfNode {
        @Override
        public void tell(HistoryListener listener) {
            listener.answer(this);
        }
    }

    /** An answer arrives; {@code late} where its request had been sent again meanwhile. */
    record Answered(
            double t,
            String n,
            String p,
            long r,
            String q,
            @Nullable Long g,
            boolean late) implements OfNode {
        @Override
        public void tell(HistoryListener listener) {
            listener.answered(this);
        }
    }

    /** One sync of its disk has made a node hold so many messages more. */
    record Synced(double t, String n, int count) implements OfNode {
        @Override
        public void tell(HistoryListener listener) {
            listener.synced(this);
        }
    }

    /** Something happened at a node's disk, or was found there. */
    record OfDisk(double t, String n, String what) implements OfNode {

        /** What is said where bytes have changed by themselves: from then on nobody can know how much of the list is left. */
        public static final String DAMAGED = "damaged";

        /** What begins so says why the node holds nothing more before it is started again. */
        public static final String FAILED = "failed: ";

        @Override
        public void tell(HistoryListener listener) {
            listener.toldOfDisk(this);
        }
    }

    /** Something that has a limit: how much of it there is, and how much there may be. */
    record Gauge(double t, String n, String what, long v, long max) implements OfNode {
        @Override
        public void tell(HistoryListener listener) {
            listener.gauge(this);
        }
    }
}
