package replog.proto.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.zip.CRC32C;

/** How a node of a later version may say Hello. */
final class OtherVersion {

    /** Version 9, and behind it bytes that mean nothing here. */
    static final byte[] HELLO = hello();

    private OtherVersion() {}

    private static byte[] hello() {
        ByteBuf frame = Unpooled.buffer().writeInt(1 + 8 + 2 + 100 + 4);
        frame.writeByte(0x01).writeLong(-1).writeShort(9).writeZero(100);
        CRC32C crc = new CRC32C();
        crc.update(frame.nioBuffer(4, frame.readableBytes() - 4));
        return ByteBufUtil.getBytes(frame.writeInt((int) crc.getValue()));
    }
}
