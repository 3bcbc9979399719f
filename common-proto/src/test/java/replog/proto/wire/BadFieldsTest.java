package replog.proto.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import replog.proto.message.Body.HelloRefused;
import replog.proto.message.Bytes;
import replog.proto.message.Frame;
import replog.proto.message.LogMessage;
import replog.proto.sim.Samples;

/** Frames whose checksum is right and whose fields are not: what a broken or hostile node could send. */
class BadFieldsTest {

    private static final int HELLO = 0x01;
    private static final int ADD_MESSAGE = 0x02;
    private static final int GET_MESSAGES = 0x03;
    private static final int PING = 0x05;
    private static final int HELLO_ACCEPTED = 0x81;
    private static final int MESSAGES = 0x83;
    private static final int HELLO_REFUSED = 0xC1;

    @ParameterizedTest
    @ValueSource(ints = {0x00, 0x06, 0x7F, 0x80, 0x86, 0xC0, 0xC2, 0xFF})
    void refusesATypeThatNobodyKnows(int type) {
        refused(String.format("unknown type 0x%x", type), type, Unpooled.buffer());
    }

    @Test
    void refusesBytesLeftOver() {
        refused("1 bytes left over", PING, Unpooled.buffer().writeByte(0));
        refused(
                "8 bytes left over",
                GET_MESSAGES,
                Unpooled.buffer().writeLong(0).writeLong(0));
    }

    @Test
    void refusesMissingFields() {
        refused(
                "position needs 8 bytes, 7 are left",
                GET_MESSAGES,
                Unpooled.buffer().writeZero(7));
        refused(
                "protocol version needs 2 bytes, 1 are left",
                HELLO,
                Unpooled.buffer().writeZero(1));
        refused("message count needs 4 bytes, 0 are left", MESSAGES, Unpooled.buffer());
    }

    @Test
    void refusesNegativePositions() {
        refused("position is -1", GET_MESSAGES, Unpooled.buffer().writeLong(-1));
        refused("message id is -1", ADD_MESSAGE, message(-1, 0, 0));
        refused("first gap is -1", HELLO, hello("bonnie", 8081, -1, 1));
        refused(
                "message count is -1",
                HELLO_ACCEPTED,
                Unpooled.buffer()
                        .writeLong(1)
                        .writeLong(1)
                        .writeLong(-1)
                        .writeShort(8080)
                        .writeInt(1000));
    }

    @Test
    void refusesLengthsThatDoNotFit() {
        refused(
                "key of 65 bytes, at most 64 are allowed",
                ADD_MESSAGE,
                message(0, 65, 0).writeZero(65));
        refused("key needs 64 bytes, 4 are left", ADD_MESSAGE, message(0, 64, 0));
        refused("text of -1 bytes, at most 100 are allowed", ADD_MESSAGE, message(0, 0, -1));
        refused("text of 2147483647 bytes, at most 100 are allowed", ADD_MESSAGE, message(0, 0, Integer.MAX_VALUE));
        refused("text needs 3 bytes, 2 are left", ADD_MESSAGE, message(0, 0, 3).writeShort(0));
    }

    @Test
    void refusesMoreMessagesThanTheFrameHasRoomFor() {
        refused("message count is 2147483647", ADD_MESSAGE, Unpooled.buffer().writeInt(Integer.MAX_VALUE));
        refused("message count is 2", ADD_MESSAGE, Unpooled.buffer().writeInt(2).writeZero(25));
        refused("13 bytes left over", ADD_MESSAGE, Unpooled.buffer().writeInt(1).writeZero(26));
    }

    @Test
    void refusesAnAddMessageWithoutAMessageOrWithIdsThatDoNotFollowOneAnother() {
        ByteBuf seven = message(7, 0, 0);
        ByteBuf nine = Unpooled.buffer().writeLong(9).writeByte(0).writeInt(0);

        refused("message count is 0", ADD_MESSAGE, Unpooled.buffer().writeInt(0));
        refused(
                "message id is 9 where 8 comes next",
                ADD_MESSAGE,
                seven.setInt(0, 2).writeBytes(nine));
    }

    @Test
    void refusesAPageWithOtherRecordsThanItSays() {
        Bytes one = Samples.records(7, 8).bytes();
        Bytes another = Samples.records(9, 10).bytes();

        refused("message count is -1", MESSAGES, page(-1));
        refused("no record of message 0", MESSAGES, page(Integer.MAX_VALUE));
        refused("no record of message 8", MESSAGES, page(2, one));
        refused("no record of message 7", MESSAGES, page(1, Bytes.of(one.array(), 0, one.length() - 1)));
        refused("message id is 9 where 8 comes next", MESSAGES, page(2, one, another));
        refused("number of bytes behind the records is " + another.length(), MESSAGES, page(1, one, another));
        refused("number of bytes behind the records is " + one.length(), MESSAGES, page(0, one));
    }

    @Test
    void refusesTextsInAPageThatAreTooLongOrNotUtf8() {
        Bytes tooLong = records(new LogMessage(0, Bytes.EMPTY, Bytes.of(new byte[101])));
        Bytes notUtf8 = records(new LogMessage(0, Bytes.EMPTY, Bytes.of(new byte[] {'A', (byte) 0xC3})));

        refused("text of 101 bytes, at most 100 are allowed", MESSAGES, page(1, tooLong));
        refused("text is not UTF-8", MESSAGES, page(1, notUtf8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"C0AF", "E28228", "EDA080", "F4908080", "FF", "C3", "41C3", "F09F99"})
    void refusesTextsThatAreNotUtf8(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);

        refused("text is not UTF-8", ADD_MESSAGE, message(0, 0, bytes.length).writeBytes(bytes));
        refused(
                "reason is not UTF-8",
                HELLO_REFUSED,
                Unpooled.buffer().writeShort(bytes.length).writeBytes(bytes));
    }

    @Test
    void findsTheBadByteBehindManyGoodOnes() {
        ByteBuf text = Unpooled.buffer();
        text.writeCharSequence("ü".repeat(3000), StandardCharsets.UTF_8);
        ByteBuf fields = message(0, 0, 6001).writeBytes(text).writeByte(0x80);

        var refused = assertThrows(BadFrameException.class, () -> FrameFormat.read(frame(ADD_MESSAGE, fields), 10_000));

        assertEquals("bad frame: text is not UTF-8", refused.getMessage());
    }

    @Test
    void takesKeysForBytesOfAnyKind() {
        Frame frame = FrameFormat.read(frame(ADD_MESSAGE, message(0, 1, 0, 0xFF)), 0);

        assertTrue(frame.toString().contains("#0"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "with space", "süß", "line\nbreak", "../up"})
    void refusesNamesThatAreNone(String name) {
        refused("name", HELLO, hello(name, 8081, 0, 1));
    }

    @Test
    void refusesNamesThatAreTooLong() {
        refused("name of 65 bytes, at most 64 are allowed", HELLO, hello("x".repeat(65), 8081, 0, 1));
    }

    @Test
    void refusesNumbersOutOfTheirRange() {
        refused("HTTP port is 0", HELLO, hello("bonnie", 0, 0, 1));
        refused("longest message is 0", HELLO, hello("bonnie", 8081, 0, 0));
        refused("longest message is 16777217", HELLO, hello("bonnie", 8081, 0, (16 << 20) + 1));
        refused("caught up is 2", HELLO, hello("bonnie", 8081, 0, 1));
        refused("heartbeat is 0", HELLO_ACCEPTED, accepted(1, 8080, 0));
        refused("HTTP port is 0", HELLO_ACCEPTED, accepted(1, 0, 1000));
        refused("log id is missing", HELLO_ACCEPTED, accepted(0, 8080, 1000));
        refused(
                "reason of 1001 bytes, at most 1000 are allowed",
                HELLO_REFUSED,
                Unpooled.buffer().writeShort(1001));
    }

    @Test
    void looksAtNothingBehindAnotherVersion() {
        ByteBuf hello = frame(HELLO, Unpooled.buffer().writeShort(9).writeBytes(new byte[] {-1, -1, -1}));

        var refused = assertThrows(OtherVersionException.class, () -> FrameFormat.read(hello, 0));

        String text = "protocol version 9, this node speaks 1";
        assertEquals(text, refused.getMessage());
        assertEquals(new Frame(-5, new HelloRefused(text)), refused.refusal());
        assertEquals(0, refused.getStackTrace().length);
    }

    private static Bytes records(LogMessage message) {
        return Samples.records(0, List.of(message)).bytes();
    }

    private static ByteBuf page(int count, Bytes... records) {
        ByteBuf page = Unpooled.buffer().writeInt(count);
        for (Bytes each : records) {
            page.writeBytes(each.array(), each.offset(), each.length());
        }
        return page;
    }

    private static void refused(String fault, int type, ByteBuf fields) {
        var refused = assertThrows(BadFrameException.class, () -> FrameFormat.read(frame(type, fields), 100));
        String message = String.valueOf(refused.getMessage());
        assertTrue(message.startsWith("bad frame: " + fault), message);
    }

    private static ByteBuf frame(int type, ByteBuf fields) {
        ByteBuf frame = Unpooled.buffer()
                .writeInt(1 + 8 + fields.readableBytes() + 4)
                .writeByte(type)
                .writeLong(-5)
                .writeBytes(fields);
        CRC32C crc = new CRC32C();
        crc.update(frame.nioBuffer(4, frame.readableBytes() - 4));
        return frame.writeInt((int) crc.getValue());
    }

    /** One message, behind their count. */
    private static ByteBuf message(long id, int keyLength, int textLength, int... key) {
        ByteBuf message = Unpooled.buffer().writeInt(1).writeLong(id).writeByte(keyLength);
        for (int b : key) {
            message.writeByte(b);
        }
        return message.writeInt(textLength);
    }

    private static ByteBuf hello(String name, int httpPort, long firstGap, int maxMessageBytes) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        return Unpooled.buffer()
                .writeShort(1)
                .writeZero(16)
                .writeByte(bytes.length)
                .writeBytes(bytes)
                .writeShort(httpPort)
                .writeZero(16)
                .writeLong(firstGap)
                .writeInt(0)
                .writeInt(maxMessageBytes)
                .writeByte(2);
    }

    private static ByteBuf accepted(long logId, int httpPort, int heartbeatMs) {
        return Unpooled.buffer()
                .writeLong(logId)
                .writeLong(logId)
                .writeLong(0)
                .writeShort(httpPort)
                .writeInt(heartbeatMs);
    }
}
