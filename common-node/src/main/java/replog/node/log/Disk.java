package replog.node.log;

import java.util.List;

/**
 * The directory in which a node keeps its log, as the log sees it: a few flat files. What has a limit to its truth is said
 * here: bytes survive a loss of power once their file is synced, names once the directory is. Any thread, one at a time
 * for each file that is written.
 */
public interface Disk {

    /** The names of all files, in no order. */
    List<String> names() throws DiskException;

    /** Opens a file that is there. */
    DiskFile open(String name) throws DiskException;

    /** Makes an empty file; one of this name that is there is emptied. */
    DiskFile create(String name) throws DiskException;

    /** Gives a file another name, atomically, in place of any file that has it. */
    void rename(String from, String to) throws DiskException;

    /** Removes a file. */
    void delete(String name) throws DiskException;

    /** Makes all names, and the absence of those removed, survive a loss of power. */
    void syncNames() throws DiskException;
}
