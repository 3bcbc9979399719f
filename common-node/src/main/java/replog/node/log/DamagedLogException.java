package replog.node.log;

/** A log's files are not what this node once wrote and synced. */
public final class DamagedLogException extends DiskException {

    private static final long serialVersionUID = 1;

    private final String file;
    private final long offset;

    DamagedLogException(String file, long offset, String fault) {
        super("the log is damaged: " + file + " at offset " + offset + ": " + fault);
        this.file = file;
        this.offset = offset;
    }

    /** The name of the file in which the damage is. */
    public String file() {
        return file;
    }

    /** Where in the file the first damage is, in bytes. */
    public long offset() {
        return offset;
    }
}
