package replog.proto.wire;

import io.netty.buffer.ByteBuf;
import replog.proto.message.Bytes;
import replog.proto.message.RecordCursor;
import replog.proto.message.Records;

/** A page: how many messages, and their records one behind the other, as they lie in the master's log. */
final class PageFormat {

    private PageFormat() {}

    static int sizeOf(Records page) {
        return Integer.BYTES + page.bytes().length();
    }

    static void write(Records page, ByteBuf out) {
        writeHead(page, out);
        out.writeBytes(page.bytes().array(), page.bytes().offset(), page.bytes().length());
    }

    /** Appends what comes before the records. */
    static void writeHead(Records page, ByteBuf out) {
        out.writeInt(page.count());
    }

    /** Reads a page. Whether the running checksums are right, only the list can tell that they go on. */
    static Records read(FieldReader in) {
        int count = in.int32("message count");
        FieldReader.require(count >= 0, "message count", count);
        Bytes bytes = in.bytes("records", in.leftBytes(), in.leftBytes());
        RecordCursor cursor = new Records(bytes, 0, count).cursor();
        long firstId = count > 0 && cursor.head() ? cursor.id() : 0;
        for (int i = 0; i < count; i++) {
            check(cursor, firstId + i, in);
            cursor.skip();
        }
        int left = bytes.offset() + bytes.length() - cursor.start();
        FieldReader.require(left == 0, "number of bytes behind the records", left);
        return new Records(bytes, firstId, count);
    }

    private static void check(RecordCursor record, long id, FieldReader in) {
        if (!record.head() || !record.isWhole()) {
            throw new BadFrameException("no record of message " + id);
        }
        FieldReader.requireNext(id, record.id());
        in.requireText(record.text());
    }
}
