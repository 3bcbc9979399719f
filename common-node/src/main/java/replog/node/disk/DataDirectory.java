package replog.node.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import replog.node.log.Disk;
import replog.node.log.DiskException;
import replog.node.log.DiskFile;

/** A directory of the file system, which this process has to itself for as long as it lives. */
public final class DataDirectory implements Disk {

    private static final String LOCK = "lock";

    /** The files that this process has locked: one that nothing refers to would be closed, and the lock gone, some time. */
    private static final Set<FileChannel> LOCKED = ConcurrentHashMap.newKeySet();

    private final Path directory;
    private final Set<StandardOpenOption> access;

    private DataDirectory(Path directory, Set<StandardOpenOption> access) {
        this.directory = directory;
        this.access = access;
    }

    /**
     * Makes the directory where it is missing, and takes hold of it. It is let go when the process ends, however that is.
     *
     * @throws DiskException where it cannot be made or written, or another process has it
     */
    public static DataDirectory claim(Path directory) throws DiskException {
        try {
            makeDirectories(directory.toAbsolutePath());
            FileChannel file =
                    FileChannel.open(directory.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            @Nullable FileLock lock = file.tryLock();
            if (lock == null) {
                throw new DiskException(directory + " is in use by another process");
            }
            LOCKED.add(file);
        } catch (OverlappingFileLockException e) {
            throw new DiskException(directory + " is in use by this process already");
        } catch (IOException e) {
            throw failure("use " + directory, e);
        }
        return new DataDirectory(directory, Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE));
    }

    /** A directory that is only looked at, whoever has it: its files are opened for nothing but reading. */
    public static DataDirectory lookAt(Path directory) throws DiskException {
        if (!Files.isDirectory(directory)) {
            throw new DiskException("there is no such directory");
        }
        return new DataDirectory(directory, Set.of(StandardOpenOption.READ));
    }

    @Override
    public List<String> names() throws DiskException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        } catch (IOException e) {
            throw failure("list " + directory, e);
        }
    }

    @Override
    public DiskFile open(String name) throws DiskException {
        try {
            return new OsFile(name, FileChannel.open(directory.resolve(name), access));
        } catch (IOException e) {
            throw failure("open " + name, e);
        }
    }

    @Override
    public DiskFile create(String name) throws DiskException {
        try {
            return new OsFile(
                    name,
                    FileChannel.open(
                            directory.resolve(name),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.TRUNCATE_EXISTING,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE));
        } catch (IOException e) {
            throw failure("make " + name, e);
        }
    }

    @Override
    public void rename(String from, String to) throws DiskException {
        try {
            Files.move(directory.resolve(from), directory.resolve(to), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw failure("rename " + from + " to " + to, e);
        }
    }

    @Override
    public void delete(String name) throws DiskException {
        try {
            Files.delete(directory.resolve(name));
        } catch (IOException e) {
            throw failure("remove " + name, e);
        }
    }

    @Override
    public void syncNames() throws DiskException {
        try {
            sync(directory);
        } catch (IOException e) {
            throw failure("sync " + directory, e);
        }
    }

    /** One line about what was tried and what came of it. */
    static DiskException failure(String what, IOException cause) {
        return new DiskException("cannot " + what + ": " + reason(cause));
    }

    private static String reason(IOException cause) {
        if (cause instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (cause instanceof NoSuchFileException) {
            return "no such file";
        }
        if (cause instanceof FileAlreadyExistsException) {
            return "it is not a directory";
        }
        String reason =
                cause instanceof FileSystemException e && e.getReason() != null ? e.getReason() : cause.getMessage();
        return reason == null ? cause.getClass().getSimpleName() : reason;
    }

    /** Each directory that is made is synced in the one above it, or a loss of power takes it and all that is in it. */
    private static void makeDirectories(Path directory) throws IOException {
        @Nullable Path parent = directory.getParent();
        if (Files.isDirectory(directory) || parent == null) {
            return;
        }
        makeDirectories(parent);
        Files.createDirectory(directory);
        sync(parent);
    }

    private static void sync(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
