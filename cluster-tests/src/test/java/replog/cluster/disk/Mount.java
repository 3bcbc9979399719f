package replog.cluster.disk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import replog.cluster.harness.CommandRun;
import replog.cluster.harness.ReadyOrSkip;

/** A file system of its own at a path, which this object has mounted, and unmounts. For root only. */
final class Mount implements AutoCloseable {

    private final Path place;
    private final List<String> command;
    private final Thread atExit = new Thread(this::unmountIfMounted);
    private boolean mounted;

    private Mount(Path place, String... options) {
        this.place = place;
        this.command = Stream.of(Stream.of("mount"), Stream.of(options), Stream.of(place.toString()))
                .flatMap(part -> part)
                .toList();
        try {
            Files.createDirectories(place);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Runtime.getRuntime().addShutdownHook(atExit);
        mount();
    }

    /** A file system in memory that is full after so many bytes. */
    static Mount tmpfs(Path place, int bytes) {
        return new Mount(place, "-t", "tmpfs", "-o", "size=" + bytes, "replog-test");
    }

    /** An ext4 file system in a file beside the place. */
    static Mount ext4(Path place, int megabytes) {
        Path image = place.resolveSibling(place.getFileName() + ".ext4");
        CommandRun.of("mkfs.ext4", "-q", "-F", image.toString(), megabytes + "M")
                .expect(0);
        return new Mount(place, "-o", "loop", image.toString());
    }

    /** Skips the test where this user may not mount. */
    static void needRoot() {
        ReadyOrSkip.need(
                System.getProperty("user.name", "").equals("root"), "to be run by root, to mount file systems");
    }

    Path place() {
        return place;
    }

    /** Mounts it again. */
    void mount() {
        CommandRun.of(command.toArray(String[]::new)).expect(0);
        mounted = true;
    }

    /** Unmounts it; what is on it stays, where it has a disk. */
    void unmount() {
        CommandRun.of("umount", place.toString()).expect(0);
        mounted = false;
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(atExit);
        unmountIfMounted();
    }

    private void unmountIfMounted() {
        if (mounted) {
            mounted = false;
            // Also where somebody still has a file of it open: then it goes with the last of them.
            CommandRun.of("umount", "--lazy", place.toString());
        }
    }
}
