package replog.cluster.disk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The files in which a node that does not run keeps its log, to be looked at and to be harmed. */
record LogFiles(Path directory) {

    private interface Change {
        byte[] of(byte[] bytes);
    }

    /** The names of all files. */
    List<String> names() {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The names of the segments, in the order of their messages. */
    List<String> segments() {
        return names().stream().filter(name -> name.endsWith(".log")).toList();
    }

    /** The name of the last segment. */
    String lastSegment() {
        List<String> segments = segments();
        return segments.get(segments.size() - 1);
    }

    /** Flips a bit of a file. */
    void flip(String name, int place) {
        change(name, bytes -> {
            bytes[place] ^= 1;
            return bytes;
        });
    }

    /** Puts bytes behind the records of a file, where a crash would leave the half of a write. */
    void append(String name, byte[] more) {
        change(name, bytes -> {
            int end = endOfRecords(bytes);
            byte[] longer = Arrays.copyOf(bytes, end + more.length);
            System.arraycopy(more, 0, longer, end, more.length);
            return longer;
        });
    }

    /** Cuts the last bytes of the records of a file. */
    void cut(String name, int lastBytes) {
        change(name, bytes -> Arrays.copyOf(bytes, endOfRecords(bytes) - lastBytes));
    }

    /** Removes a file. */
    void remove(String name) {
        try {
            Files.delete(directory.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes a copy, in the place of what was there. */
    void copyTo(LogFiles other) {
        try {
            Files.createDirectories(other.directory());
            for (String name : other.names()) {
                other.remove(name);
            }
            for (String name : names()) {
                Files.copy(directory.resolve(name), other.directory().resolve(name));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void change(String name, Change change) {
        try {
            Path file = directory.resolve(name);
            Files.write(file, change.of(Files.readAllBytes(file)), StandardOpenOption.TRUNCATE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A node that was killed leaves zeros behind its records. */
    private static int endOfRecords(byte[] bytes) {
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] == 0) {
            end--;
        }
        return end;
    }
}
