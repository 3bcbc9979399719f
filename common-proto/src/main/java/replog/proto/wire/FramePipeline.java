package replog.proto.wire;

import io.netty.channel.ChannelPipeline;
import replog.proto.message.FrameLimits;

/** Makes a channel speak frames: it reads {@code Frame} and is written {@link FrameBatch}. */
public final class FramePipeline {

    private FramePipeline() {}

    /** For a connection that the master accepted: only short frames come in. */
    public static void addOnMaster(ChannelPipeline pipeline) {
        add(pipeline, FrameLimits.MAX_FRAME_BYTES_TO_MASTER, FrameLimits.MAX_FRAME_BYTES_TO_MASTER);
    }

    /**
     * For a connection that the secondary made: messages and whole pages come in.
     *
     * @param maxMessageBytes the longest text of a message that the secondary accepts
     */
    public static void addOnSecondary(ChannelPipeline pipeline, int maxMessageBytes) {
        add(pipeline, FrameLimits.maxFrameBytesToSecondary(maxMessageBytes), maxMessageBytes);
    }

    private static void add(ChannelPipeline pipeline, int maxFrameBytes, int maxTextBytes) {
        pipeline.addLast("frameDecoder", new FrameDecoder(maxFrameBytes, maxTextBytes));
        pipeline.addLast("frameEncoder", new FrameEncoder());
    }
}
