package replog.proto.message;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Everything two nodes can say to each other. {@code docs/PROTOCOL.md} gives the bytes. */
public sealed interface Body {

    /** Asks for an answer. */
    sealed interface Request extends Body {

        /** Whether {@code response} is of a type that answers this request. */
        boolean isAnsweredBy(Response response);
    }

    /** Answers the request whose id it carries. */
    sealed interface Response extends Body {}

    /**
     * The first request on a connection, from the secondary: who it is and what it holds.
     *
     * @param protocolVersion {@link Protocol#VERSION} of the sender
     * @param name its friendly name, see {@link Protocol#isFriendlyName}
     * @param httpPort the port where it answers clients, 1 to 65535
     * @param logId the log its messages belong to; none while it never held any
     * @param firstGap it holds all messages before this id
     * @param checksum the {@link RunningChecksum} of its list up to {@code firstGap}
     * @param maxMessageBytes the largest text it accepts
     * @param caughtUp whether it shows its list to readers, its first catch-up being complete
     */
    record Hello(
            int protocolVersion,
            NodeId nodeId,
            String name,
            int httpPort,
            @Nullable LogId logId,
            long firstGap,
            int checksum,
            int maxMessageBytes,
            boolean caughtUp)
            implements Request {
        @Override
        public boolean isAnsweredBy(Response response) {
            return response instanceof HelloAccepted || response instanceof HelloRefused;
        }
    }

    /**
     * Master to secondary: take this message, or these.
     *
     * @param messages at least one; their ids follow one another
     */
    record AddMessage(List<LogMessage> messages) implements Request {
        public AddMessage {
            messages = List.copyOf(messages);
            if (messages.isEmpty()) {
                throw new IllegalArgumentException("an AddMessage without a message");
            }
        }

        /** With one message. */
        public AddMessage(LogMessage message) {
            this(List.of(message));
        }

        /** The id of the first message. */
        public long firstId() {
            return messages.get(0).id();
        }

        /** The id after that of the last message. */
        public long endId() {
            return messages.get(messages.size() - 1).id() + 1;
        }

        @Override
        public String toString() {
            return messages.size() == 1
                    ? "AddMessage[message=" + messages.get(0) + "]"
                    : "AddMessage[" + messages.size() + " from " + messages.get(0) + "]";
        }

        @Override
        public boolean isAnsweredBy(Response response) {
            return response instanceof MessageAdded;
        }
    }

    /** Secondary to master: give me a page of the list, from this id on. */
    record GetMessages(long startMessageId) implements Request {
        @Override
        public boolean isAnsweredBy(Response response) {
            return response instanceof Messages;
        }
    }

    /** Secondary to master: I have caught up; I hold every message before {@code firstGap}. */
    record SecondaryNodeReady(long firstGap) implements Request {
        @Override
        public boolean isAnsweredBy(Response response) {
            return response instanceof ReadyNoted;
        }
    }

    /** Master to secondary: are you there? Never delayed, never sent again. */
    record Ping() implements Request {
        @Override
        public boolean isAnsweredBy(Response response) {
            return response instanceof Pong;
        }
    }

    /**
     * Welcome.
     *
     * @param logId the master's log
     * @param messageCount how many messages the master held when it accepted: what was before, the secondary fetches;
     *     what came after, it is sent
     * @param httpPort where the master answers clients, 1 to 65535
     * @param heartbeatMs how often the master pings, in milliseconds
     */
    record HelloAccepted(LogId logId, long messageCount, int httpPort, int heartbeatMs) implements Response {}

    /** Not welcome; the connection closes after it. */
    record HelloRefused(String reason) implements Response {
        @Override
        public String toString() {
            return "HelloRefused[reason=" + Escaped.cut(reason, Bytes.MAX_SHOWN_CHARS) + "]";
        }
    }

    /** Each message is held or waits behind a gap; {@code firstGap} tells which: all before it is held. */
    record MessageAdded(long firstGap) implements Response {}

    /** A page: consecutive messages as the master's log has them, at least one where there is any. */
    record Messages(Records records) implements Response {}

    /** The master has taken note that the secondary is ready. */
    record ReadyNoted() implements Response {}

    /** I am here, and hold every message before {@code firstGap}. */
    record Pong(long firstGap) implements Response {}
}
