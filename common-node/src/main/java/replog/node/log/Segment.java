package replog.node.log;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;
import replog.proto.message.LogId;

/**
 * A file with a part of a log: a header, then records with consecutive ids. The header is the magic number (4 bytes), the
 * version of the format (2), the log id (16), the id of the first record (8), the running checksum before it (4) and the
 * CRC32C of all that (4).
 *
 * @param firstId the id of its first record, after which it is named
 * @param previous the running checksum of the list before that
 */
record Segment(LogId logId, long firstId, int previous) {

    /** How long the header is. */
    static final int HEADER_BYTES = 4 + 2 + 16 + 8 + 4 + 4;

    private static final int MAGIC = 0x52504c47;
    private static final short VERSION = 1;
    private static final int ID_DIGITS = 19;
    private static final Pattern NAME = Pattern.compile("(\\d{" + ID_DIGITS + "})\\.log");

    String fileName() {
        return name(".log");
    }

    String indexName() {
        return name(".index");
    }

    /** The first id of the segment of this file name; none where it is not the name of a segment. */
    static OptionalLong firstIdOf(String fileName) {
        Matcher name = NAME.matcher(fileName);
        return name.matches() ? OptionalLong.of(Long.parseLong(name.group(1))) : OptionalLong.empty();
    }

    private String name(String suffix) {
        String digits = Long.toString(firstId);
        return "0".repeat(ID_DIGITS - digits.length()) + digits + suffix;
    }

    ByteBuffer header() {
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES)
                .putInt(MAGIC)
                .putShort(VERSION)
                .putLong(logId.value().getMostSignificantBits())
                .putLong(logId.value().getLeastSignificantBits())
                .putLong(firstId)
                .putInt(previous);
        return header.putInt(crc(header)).flip();
    }

    /** @throws DamagedLogException where the file does not begin with the header that belongs to its name */
    static Segment read(String fileName, DiskFile file) throws DiskException {
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
        file.readFully(0, header);
        if (header.hasRemaining()) {
            throw new DamagedLogException(fileName, header.position(), "its header is cut off");
        }
        header.position(HEADER_BYTES - Integer.BYTES);
        int crc = crc(header);
        if (header.getInt() != crc || header.getInt(0) != MAGIC) {
            throw new DamagedLogException(fileName, 0, "its header is not one");
        }
        header.position(Integer.BYTES);
        short version = header.getShort();
        if (version != VERSION) {
            throw new DiskException(fileName + " has version " + version + " of the format, this is " + VERSION);
        }
        var segment =
                new Segment(new LogId(new UUID(header.getLong(), header.getLong())), header.getLong(), header.getInt());
        if (!segment.fileName().equals(fileName)) {
            throw new DamagedLogException(fileName, 0, "its header says that it is " + segment.fileName());
        }
        return segment;
    }

    /** @throws DamagedLogException where it does not begin where the segment before it ends, or is of another log */
    void checkFollows(SegmentEnd before, Optional<LogId> log) throws DamagedLogException {
        if (firstId != before.endId()) {
            throw new DamagedLogException(
                    fileName(), 0, "the messages from " + before.endId() + " up to it are missing");
        }
        if (previous != before.checksum()) {
            throw new DamagedLogException(fileName(), 0, "the list before it is another one");
        }
        if (!log.equals(Optional.of(logId))) {
            throw new DamagedLogException(fileName(), 0, "it belongs to log " + logId);
        }
    }

    /** Of all before the position. */
    private static int crc(ByteBuffer header) {
        CRC32C crc = new CRC32C();
        crc.update(header.duplicate().flip());
        return (int) crc.getValue();
    }
}
