package replog.node.log;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.CRC32C;
import replog.proto.message.LogId;
import replog.proto.message.NodeId;

/**
 * Who keeps its log in a directory: the file {@value #NAME}, five lines of text.
 *
 * @param nodeId the node's, for as long as there is the directory
 * @param logId the log that its messages belong to, once it has any
 * @param caughtUp whether its list has once reached its master's
 */
public record NodeFile(NodeId nodeId, Optional<LogId> logId, boolean caughtUp) {

    static final String NAME = "node";

    private static final String NEW_NAME = "node.new";
    private static final String FORMAT = "replog-node/1";
    private static final String NONE = "none";
    private static final int MAX_BYTES = 1000;

    /** The node of this directory; none where it never was one's. */
    static Optional<NodeFile> read(Disk disk) throws DiskException {
        if (!disk.names().contains(NAME)) {
            return Optional.empty();
        }
        ByteBuffer bytes = ByteBuffer.allocate(MAX_BYTES);
        try (DiskFile file = disk.open(NAME)) {
            file.readFully(0, bytes);
        }
        return Optional.of(parse(new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8)));
    }

    /** Puts this in the place of what was there; after a crash there is the one or the other. */
    void write(Disk disk) throws DiskException {
        try (DiskFile file = disk.create(NEW_NAME)) {
            file.writeFully(0, ByteBuffer.wrap(text().getBytes(StandardCharsets.UTF_8)));
            file.sync();
        }
        disk.rename(NEW_NAME, NAME);
        disk.syncNames();
    }

    NodeFile with(LogId newLogId) {
        return new NodeFile(nodeId, Optional.of(newLogId), caughtUp);
    }

    NodeFile with(boolean nowCaughtUp) {
        return new NodeFile(nodeId, logId, nowCaughtUp);
    }

    private String text() {
        return withCrc(FORMAT + "\nnodeId " + nodeId + "\nlogId "
                + logId.map(LogId::toString).orElse(NONE) + "\ncaughtUp " + caughtUp + "\n");
    }

    private static NodeFile parse(String text) throws DiskException {
        int lastLine = text.lastIndexOf("crc32c ");
        List<String> lines = text.lines().toList();
        if (lastLine < 0 || lines.size() != 5 || !text.equals(withCrc(text.substring(0, lastLine)))) {
            throw new DamagedLogException(NAME, 0, "its checksum is not right");
        }
        if (!lines.get(0).equals(FORMAT)) {
            throw new DiskException(NAME + " has the format " + lines.get(0) + ", this is " + FORMAT);
        }
        String log = value(lines.get(2));
        return new NodeFile(
                new NodeId(UUID.fromString(value(lines.get(1)))),
                log.equals(NONE) ? Optional.empty() : Optional.of(new LogId(UUID.fromString(log))),
                Boolean.parseBoolean(value(lines.get(3))));
    }

    private static String value(String line) {
        return line.substring(line.indexOf(' ') + 1);
    }

    private static String withCrc(String fields) {
        return fields + "crc32c " + crc(fields) + "\n";
    }

    private static String crc(String fields) {
        CRC32C crc = new CRC32C();
        crc.update(fields.getBytes(StandardCharsets.UTF_8));
        return String.format("%08x", (int) crc.getValue());
    }
}
