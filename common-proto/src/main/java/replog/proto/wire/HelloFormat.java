package replog.proto.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import replog.proto.message.Body.Hello;
import replog.proto.message.Body.HelloAccepted;
import replog.proto.message.Body.HelloRefused;
import replog.proto.message.LogId;
import replog.proto.message.NodeId;
import replog.proto.message.Protocol;

/** The fields by which two nodes get to know each other. */
final class HelloFormat {

    private static final UUID NO_LOG = new UUID(0, 0);
    private static final int UUID_BYTES = 16;

    private HelloFormat() {}

    static int sizeOf(Hello hello) {
        return 2 + UUID_BYTES + 1 + hello.name().length() + 2 + UUID_BYTES + 8 + 4 + 4 + 1;
    }

    static void write(Hello hello, ByteBuf out) {
        out.writeShort(hello.protocolVersion());
        write(hello.nodeId().value(), out);
        out.writeByte(hello.name().length());
        out.writeCharSequence(hello.name(), StandardCharsets.US_ASCII);
        out.writeShort(hello.httpPort());
        write(hello.logId() == null ? NO_LOG : hello.logId().value(), out);
        out.writeLong(hello.firstGap());
        out.writeInt(hello.checksum());
        out.writeInt(hello.maxMessageBytes());
        out.writeBoolean(hello.caughtUp());
    }

    static Hello readHello(FieldReader in) {
        return new Hello(
                in.unsigned16("protocol version"),
                new NodeId(in.uuid("node id")),
                readName(in),
                in.port("HTTP port"),
                readLogId(in),
                in.position("first gap"),
                in.int32("list checksum"),
                in.inRange("longest message", 1, Protocol.MAX_MESSAGE_BYTES_LIMIT),
                in.flag("caught up"));
    }

    private static String readName(FieldReader in) {
        String name = in.utf8("name", in.unsigned8("length of name"), Protocol.MAX_NAME_CHARS)
                .utf8();
        if (!Protocol.isFriendlyName(name)) {
            throw new BadFrameException("name is not made of letters, digits, dots, hyphens and underscores");
        }
        return name;
    }

    private static @Nullable LogId readLogId(FieldReader in) {
        UUID value = in.uuid("log id");
        return value.equals(NO_LOG) ? null : new LogId(value);
    }

    static int sizeOf(HelloAccepted accepted) {
        return UUID_BYTES + 8 + 2 + 4;
    }

    static void write(HelloAccepted accepted, ByteBuf out) {
        write(accepted.logId().value(), out);
        out.writeLong(accepted.messageCount());
        out.writeShort(accepted.httpPort());
        out.writeInt(accepted.heartbeatMs());
    }

    static HelloAccepted readHelloAccepted(FieldReader in) {
        LogId logId = readLogId(in);
        if (logId == null) {
            throw new BadFrameException("log id is missing");
        }
        return new HelloAccepted(
                logId,
                in.position("message count"),
                in.port("HTTP port"),
                in.inRange("heartbeat", 1, Integer.MAX_VALUE));
    }

    static int sizeOf(HelloRefused refused) {
        int reasonBytes = ByteBufUtil.utf8Bytes(refused.reason());
        if (reasonBytes > Protocol.MAX_REASON_BYTES) {
            throw new IllegalArgumentException("reason of " + reasonBytes + " bytes");
        }
        return 2 + reasonBytes;
    }

    static void write(HelloRefused refused, ByteBuf out) {
        byte[] reason = refused.reason().getBytes(StandardCharsets.UTF_8);
        out.writeShort(reason.length);
        out.writeBytes(reason);
    }

    static HelloRefused readHelloRefused(FieldReader in) {
        int length = in.unsigned16("length of reason");
        return new HelloRefused(
                in.utf8("reason", length, Protocol.MAX_REASON_BYTES).utf8());
    }

    private static void write(UUID value, ByteBuf out) {
        out.writeLong(value.getMostSignificantBits());
        out.writeLong(value.getLeastSignificantBits());
    }
}
