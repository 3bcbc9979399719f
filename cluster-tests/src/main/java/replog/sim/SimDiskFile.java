package replog.sim;

import java.nio.ByteBuffer;
import replog.node.log.DiskException;
import replog.node.log.DiskFile;

/** An open file of a {@link SimDisk}. */
final class SimDiskFile implements DiskFile {

    private final SimDisk disk;
    private final String name;
    private final SimInode inode;

    SimDiskFile(SimDisk disk, String name, SimInode inode) {
        this.disk = disk;
        this.name = name;
        this.inode = inode;
    }

    @Override
    public long length() {
        return inode.length();
    }

    @Override
    public int write(long at, ByteBuffer source) throws DiskException {
        return disk.write(name, inode, (int) at, source);
    }

    @Override
    public int read(long at, ByteBuffer target) {
        return inode.read((int) at, target);
    }

    @Override
    public void sync() throws DiskException {
        disk.sync(name, inode);
    }

    @Override
    public void truncate(long length) {
        disk.truncate(inode, (int) length);
    }

    @Override
    public void close() {
        // What is open costs nothing here.
    }
}
