package replog.master.core;

import java.util.OptionalInt;
import java.util.UUID;
import replog.proto.message.FrameLimits;
import replog.proto.message.NodeId;

/** Settings of a master for tests: the product's defaults without an artificial delay, beside what a test changes. */
record TestSettings(int maxMessageBytes, int maxWaiting, OptionalInt quorum) {

    private static final int MAX_MESSAGE_BYTES = 1 << 20;

    static final MasterSettings MASTER = new TestSettings(MAX_MESSAGE_BYTES, 100_000, OptionalInt.empty()).settings();

    static MasterSettings withMaxMessageBytes(int maxMessageBytes) {
        return new TestSettings(maxMessageBytes, 100_000, OptionalInt.empty()).settings();
    }

    static MasterSettings withMaxWaiting(int maxWaiting) {
        return new TestSettings(MAX_MESSAGE_BYTES, maxWaiting, OptionalInt.empty()).settings();
    }

    static MasterSettings withQuorum(int quorum) {
        return new TestSettings(MAX_MESSAGE_BYTES, 100_000, OptionalInt.of(quorum)).settings();
    }

    private MasterSettings settings() {
        return new MasterSettings(
                "master",
                new NodeId(new UUID(0, 0)),
                8080,
                1500,
                1000,
                maxMessageBytes,
                maxWaiting,
                quorum,
                10_000,
                FrameLimits.MAX_RUN_MESSAGES,
                false);
    }
}
